#!/usr/bin/env python3
"""Compares `eligo screen --format json` with what test/conformance/cql_run.mjs printed, criterion by criterion, in both readings.

compare_cql.py SCREEN.jsonl CQL.jsonl [--label TEXT] [--show N]

A cell is a patient, a criterion of a library and a reading. `weaker`: CQL says unknown where eligo knows; `stronger`: CQL knows where
eligo does not; `against`: one says pass, the other fail. A stronger cell or one against makes the status 1, and so does no cell at all.
--show prints the first N cells of each difference.
"""

import argparse
import collections
import json
import pathlib
import sys

OUTCOMES = {True: "pass", False: "fail", None: "unknown"}
READINGS = ("strict", "presumed")


def read_verdicts(path):
    """(protocol, patient, criterion, reading) -> outcome, why."""
    cells = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            verdict = json.loads(line)
            protocol = pathlib.Path(verdict["protocol"]).stem
            for criterion in verdict["criteria"]:
                for reading in READINGS:
                    cells[protocol, verdict["patient"], criterion["id"], reading] = criterion[reading], criterion["why"]
    return cells


def difference(own, theirs):
    if own == theirs:
        return "equal"
    if theirs == "unknown":
        return "weaker"
    return "stronger" if own == "unknown" else "against"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("screen")
    parser.add_argument("cql")
    parser.add_argument("--label", default="")
    parser.add_argument("--show", type=int, default=0)
    arguments = parser.parse_args()
    ours = read_verdicts(arguments.screen)
    tally = collections.Counter()
    known = 0
    shown = collections.Counter()
    with open(arguments.cql, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for reading in READINGS:
                for criterion, value in row[reading].items():
                    # None: a criterion of a cohort that the patient is not in.
                    own, why = ours.get((row["library"], row["patient"], criterion, reading), (None, ""))
                    if own is None:
                        continue
                    kind = difference(own, OUTCOMES[value])
                    tally[kind] += 1
                    known += own != "unknown"
                    case = kind, row["library"], criterion, reading
                    shown[case] += 1
                    if kind != "equal" and (shown[case] <= arguments.show or kind in ("stronger", "against")):
                        print(f"{' '.join(case)}: patient {row['patient']}: eligo {own}, CQL {OUTCOMES[value]}: {why}")
    counts = ", ".join(f"{tally[kind]} {kind}" for kind in ("equal", "weaker", "stronger", "against"))
    print(f"conformance: CQL, {arguments.label}: {sum(tally.values())} cells, {known} known to eligo: {counts}")
    return 1 if tally["stronger"] or tally["against"] or not known else 0


if __name__ == "__main__":
    sys.exit(main())
