#!/usr/bin/env python3
"""Compares `eligo screen --format json` with what test/conformance/cql_run.mjs printed, criterion by criterion, in both readings.

compare_cql.py SCREEN.jsonl CQL.jsonl [--show N]

A cell is a patient, a criterion and a reading. `weaker`: CQL says unknown where eligo knows; `stronger`: CQL knows where eligo does
not; `against`: one says true, the other false.
"""

import argparse
import collections
import json
import pathlib

WORD = {True: "pass", False: "fail", None: "unknown"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("screen")
    parser.add_argument("cql")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    ours = {}
    for line in open(arguments.screen, encoding="utf-8"):
        verdict = json.loads(line)
        library = "".join(c if c.isalnum() else "_" for c in pathlib.Path(verdict["protocol"]).name.split(".")[0])
        for criterion in verdict["criteria"]:
            for reading in ("strict", "presumed"):
                ours[(library, verdict["patient"], criterion["id"], reading)] = (criterion[reading], criterion["why"])
    tally = collections.Counter()
    each = collections.Counter()
    shown = collections.Counter()
    for line in open(arguments.cql, encoding="utf-8"):
        row = json.loads(line)
        library = "".join(c if c.isalnum() else "_" for c in row["library"])
        for reading in ("strict", "presumed"):
            for criterion, value in row[reading].items():
                cell = (library, row["patient"], criterion, reading)
                if cell not in ours:
                    continue  # a criterion of a cohort that the patient is not in
                own, why = ours[cell]
                theirs = WORD[value]
                kind = "equal" if own == theirs else "weaker" if theirs == "unknown" else "stronger" if own == "unknown" else "against"
                tally[kind] += 1
                if kind != "equal":
                    each[(kind, library, criterion, reading)] += 1
                    if shown[(kind, library, criterion, reading)] < arguments.show:
                        shown[(kind, library, criterion, reading)] += 1
                        print(f"{kind}: {library} {criterion} {reading}: patient {row['patient']}: eligo {own}, CQL {theirs}: {why}")
    for key, count in sorted(each.items()):
        print(f"{count:6} {' '.join(key)}")
    print(" ".join(f"{kind} {tally[kind]}" for kind in ("equal", "weaker", "stronger", "against")), "of", sum(tally.values()))


if __name__ == "__main__":
    main()
