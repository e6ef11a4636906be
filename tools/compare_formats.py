#!/usr/bin/env python3
"""The same generated patients through every format: are all verdicts the same?

    tools/compare_formats.py [--eligo build/release/eligo] [--patients 1000] [--seed 42] [--formats fhir,omop,meds] [--work FOLDER]

Generates the patients in each format, screens them for the example protocols, and compares the records of the runs: criterion by
criterion what the first format says with what each other one says, in both readings. Prints the count of cells and of differences, the
time and the memory of each step, and the first differences; exits with 1 when there is one. A folder is removed before the next format
is made: a million patients need room for one of them and its record (about 600 bytes a patient).
"""

import argparse
import itertools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHOWN = 10


def run(what, command):
    """Runs it, or ends here; tells how long it took and the most memory it held."""
    begun = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"compare_formats: {what}: exit status {os.waitstatus_to_exitcode(status)} of {' '.join(map(str, command))}")
    print(f"{what}: {time.monotonic() - begun:.1f} s, {used.ru_maxrss / 1024:.0f} MB", flush=True)


def rows(record, head):
    """The lines about patients; the first line of the record goes to `head`."""
    with open(record, encoding="utf-8") as lines:
        head.update(json.loads(next(lines)))
        for line in lines:
            row = json.loads(line)
            if "patient" in row:
                yield row


def compare(first, other, records, patients):
    cells, differences = 0, 0
    heads = {}, {}
    pairs = itertools.zip_longest(rows(records[first], heads[0]), rows(records[other], heads[1]))
    for a, b in pairs:
        if a is None or b is None or any(a.get(k) != b.get(k) for k in ("protocol", "cohort", "patient")):
            sys.exit(f"compare_formats: {first} and {other} have not the same patients")
        protocol = heads[0]["protocols"][a["protocol"]]
        for number, side in enumerate(("strict", "presumed")):
            if a[side] != b[side]:
                differences += 1
                if differences <= SHOWN:
                    print(f"{protocol['path']} patient {a['patient']} overall, {side}: {first} {a[side]}, {other} {b[side]}")
            for n, (x, y) in enumerate(zip(a["criteria"][number], b["criteria"][number], strict=True)):
                cells += x != "-"
                if x == y:
                    continue
                differences += 1
                if differences <= SHOWN:
                    name = protocol["criteria"][n]["id"]
                    print(f"{protocol['path']} patient {a['patient']} {name}, {side}: {first} {x}, {other} {y}")
    print(f"{first} and {other}: {patients} patients, {cells} cells, {differences} differences", flush=True)
    return differences


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--eligo", default=ROOT / "build" / "release" / "eligo")
    parser.add_argument("--patients", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--formats", default="fhir,omop,meds")
    parser.add_argument("--work", help="where to make the patients, in place of the folder for temporary files")
    options = parser.parse_args()
    if not pathlib.Path(options.eligo).is_file():
        sys.exit(f"compare_formats: {options.eligo}: is not built; run `make demo`, or name another with --eligo")
    formats = options.formats.split(",")
    differences = 0
    with tempfile.TemporaryDirectory(dir=options.work) as work:
        records = {}
        for kind in formats:
            folder = pathlib.Path(work) / kind
            records[kind] = pathlib.Path(work) / f"{kind}.run"
            command = [options.eligo, "generate", "--patients", options.patients, "--seed", options.seed, "--as-of", "2026-06-01"]
            run(f"generate {kind}", [*command, "--format", kind, "--no-truth", "--out", folder])
            command = [options.eligo, "screen", "--protocol", ROOT / "examples" / "protocols", "--patients", folder]
            command += ["--as-of", "2026-06-01", "--keep-going", "--record", records[kind], "--format", "csv", "--out", os.devnull]
            run(f"screen {kind}", command)
            shutil.rmtree(folder)
        for other in formats[1:]:
            differences += compare(formats[0], other, records, options.patients)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
