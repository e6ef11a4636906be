#!/usr/bin/env python3
"""Shows that tools/check_layers.py can fail: one small tree per way of breaking the rule."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
import check_layers  # noqa: E402

REAL_RULE = (Path(__file__).resolve().parent.parent / "src" / "layers.txt").read_text(encoding="utf-8")

CLEAN = {
    "src/base/truth.h": "#include <cstdint>\n",
    "src/logic/protocol.h": '#include "base/truth.h"\n',
    "src/parse/parse.h": '#include "logic/protocol.h"\n',
    "src/parse/parse.cc": '#include "parse/parse.h"\n',
    "src/bind/bind.h": '#include "logic/protocol.h"\n',
    "src/records/patient.h": '#include "base/truth.h"\n',
    "src/pipeline/pipeline.h": '#include "parse/parse.h"\n#include "bind/bind.h"\n',
    "readers/fhir.h": '#include "records/patient.h"\n',
    "apps/cli/main.cc": '#include "pipeline/pipeline.h"\n#include "readers/fhir.h"\n',
    "test/reference/evaluate.h": '#include "logic/protocol.h"\n',
    "test/parse_test.cc": '#include "parse/parse.h"\n#include "test/reference/evaluate.h"\n',
}


def run(changes, rule=REAL_RULE):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in {**CLEAN, **changes, "src/layers.txt": rule}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return check_layers.check(root)


class CheckLayers(unittest.TestCase):
    def assert_wrong(self, changes, place, reason):
        complaints, _, _ = run(changes)
        self.assertEqual(len(complaints), 1, complaints)
        self.assertTrue(complaints[0].startswith(place), complaints[0])
        self.assertIn(reason, complaints[0])

    def test_clean_tree(self):
        self.assertEqual(run({}), ([], 11, 13))

    def test_noun_includes_a_noun_below_it(self):
        self.assert_wrong({"src/base/date.h": '\n#include "logic/protocol.h"\n'}, "src/base/date.h:2:", "not above")

    def test_noun_includes_a_verb(self):
        self.assert_wrong({"src/logic/print.cc": '#include "parse/parse.h"\n'}, "src/logic/print.cc:1:", "not above")

    def test_verb_includes_a_verb(self):
        self.assert_wrong({"src/bind/bind.cc": '#include "parse/parse.h"\n'}, "src/bind/bind.cc:1:", "both verbs")

    def test_verb_includes_a_verb_below_it(self):
        self.assert_wrong({"src/parse/x.cc": '#include "bind/bind.h"\n'}, "src/parse/x.cc:1:", "both verbs")

    def test_verb_includes_the_facade(self):
        self.assert_wrong({"src/bind/bind.cc": '#include "pipeline/pipeline.h"\n'}, "src/bind/bind.cc:1:", "not above")

    def test_verb_includes_a_reader(self):
        self.assert_wrong({"src/bind/bind.cc": '#include "readers/fhir.h"\n'}, "src/bind/bind.cc:1:", "not above")

    def test_reader_includes_logic(self):
        self.assert_wrong({"readers/fhir.cc": '#include "logic/protocol.h"\n'}, "readers/fhir.cc:1:", "may include only")

    def test_app_includes_a_verb(self):
        self.assert_wrong({"apps/cli/screen.cc": '#include "bind/bind.h"\n'}, "apps/cli/screen.cc:1:", "may include only")

    def test_reference_evaluator_includes_a_verb(self):
        self.assert_wrong({"test/reference/x.cc": '#include "bind/bind.h"\n'}, "test/reference/x.cc:1:", "may include only")

    def test_source_includes_the_reference_evaluator(self):
        self.assert_wrong({"src/bind/x.cc": '#include "test/reference/evaluate.h"\n'}, "src/bind/x.cc:1:", "not above")

    def test_unknown_folder(self):
        self.assert_wrong({"src/helpers/x.cc": ""}, "src/helpers/x.cc:1:", "not listed")

    def test_file_beside_the_folders(self):
        self.assert_wrong({"src/x.cc": ""}, "src/x.cc:1:", "not listed")

    def test_missing_file(self):
        self.assert_wrong({"src/bind/x.cc": '#include "logic/gone.h"\n'}, "src/bind/x.cc:1:", "no such file")

    def test_parent_folder(self):
        self.assert_wrong({"src/bind/x.cc": '#include "../base/truth.h"\n'}, "src/bind/x.cc:1:", "parent folder")

    def test_include_with_spaces(self):
        self.assert_wrong({"src/bind/x.cc": ' #  include  "parse/parse.h"\n'}, "src/bind/x.cc:1:", "both verbs")

    def test_broken_rule(self):
        for rule in ("noun src/base\nnoun src/base\n", "thing src/base\n", "only readers : src/base\n", "noun src/base : src/units\n"):
            with self.assertRaises(check_layers.RuleError):
                run({}, rule)


if __name__ == "__main__":
    unittest.main()
