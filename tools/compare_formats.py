#!/usr/bin/env python3
"""The same generated patients through every format: are all verdicts the same?

    tools/compare_formats.py [--eligo build/release/eligo] [--patients 1000] [--seed 42] [--formats fhir,omop,meds]

Generates the patients in each format, screens them for the example protocols, and compares criterion by criterion what the first format
says with what each other one says, in both readings. Prints the count of cells and of differences, and the first differences; exits
with 1 when there is one.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def screened(eligo, folder):
    """{(protocol, cohort, patient): [(criterion, strict, presumed)]}"""
    command = [eligo, "screen", "--protocol", ROOT / "examples" / "protocols", "--patients", folder]
    command += ["--as-of", "2026-06-01", "--format", "json", "--keep-going"]
    out = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as run:
        for line in run.stdout:
            row = json.loads(line)
            cells = [(c["id"], c["strict"], c["presumed"]) for c in row["criteria"]]
            out[row["protocol"], row["cohort"], row["patient"]] = cells
    if run.returncode != 0:
        sys.exit(f"compare_formats: {folder}: eligo screen exited with {run.returncode}")
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--eligo", default=ROOT / "build" / "release" / "eligo")
    parser.add_argument("--patients", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--formats", default="fhir,omop,meds")
    options = parser.parse_args()
    if not pathlib.Path(options.eligo).is_file():
        sys.exit(f"compare_formats: {options.eligo}: is not built; run `make demo`, or name another with --eligo")
    verdicts = {}
    with tempfile.TemporaryDirectory() as work:
        for kind in options.formats.split(","):
            folder = pathlib.Path(work) / kind
            command = [options.eligo, "generate", "--patients", options.patients, "--seed", options.seed, "--as-of", "2026-06-01"]
            command += ["--format", kind, "--no-truth", "--out", folder]
            made = subprocess.run([str(word) for word in command], stdout=subprocess.DEVNULL, check=False)
            if made.returncode != 0:
                sys.exit(f"compare_formats: eligo generate --format {kind} exited with {made.returncode}")
            verdicts[kind] = screened(options.eligo, folder)
    first, *others = options.formats.split(",")
    differences = 0
    for other in others:
        cells = 0
        if verdicts[first].keys() != verdicts[other].keys():
            sys.exit(f"compare_formats: {first} and {other} have not the same patients")
        for key, row in verdicts[first].items():
            for a, b in zip(row, verdicts[other][key], strict=True):
                cells += 1
                if a == b:
                    continue
                differences += 1
                if differences <= 10:
                    print(f"{pathlib.Path(key[0]).name} {key[1]} patient {key[2]} {a[0]}: {first} {a[1:]}, {other} {b[1:]}")
        print(f"{first} and {other}: {options.patients} patients, {cells} cells, {differences} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
