#!/usr/bin/env python3
"""How counting grows with patients and with trials, and how fast one patient is explained out of a store.

    bench/growth.py [--build build/bench] [--patients 10000,100000] [--trials 5,50,500] [--texts FOLDER] [--work FOLDER]

Generates patients as OMOP, counts them with `eligo_bench` (prepared columns: reading is not measured), and prints seconds and, beside
them, how often as long it takes as the first line for how often as much. Trials beyond the five examples are variants of them: a quarter
of the numbers of each text moved by a few; with --texts half of them are texts of that folder. Then `eligo explain`, one of the fewest
patients out of a store, 25 times as a whole process.
"""

import argparse
import json
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples" / "protocols"
AS_OF = "2026-06-01"


def generate(eligo, patients, folder):
    command = [eligo, "generate", "--patients", str(patients), "--seed", "42", "--as-of", AS_OF, "--format", "omop", "--no-truth"]
    subprocess.run([*command, "--out", folder], check=True, stdout=subprocess.DEVNULL)


def count(build, patients, protocols):
    """Seconds of one pass, trees' leaves, leaves judged."""
    environment = {**os.environ, "ELIGO_BENCH_OMOP": str(patients), "ELIGO_BENCH_PROTOCOLS": str(protocols)}
    command = [build / "eligo_bench", "--benchmark_filter=^CountPatients/", "--benchmark_format=json"]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    result = json.loads(done.stdout)["benchmarks"][0]
    if result.get("error_occurred"):
        sys.exit(f"growth: {result['error_message']}")
    return result["real_time"] / 1000, int(result["leaves"]), int(result["distinct"])


def variant(text, number):
    chance = random.Random(number)
    return re.sub(r"\d+", lambda n: str(int(n[0]) + chance.randint(1, 3)) if chance.random() < 0.25 else n[0], text)


def write_trials(count, texts, folder):
    folder.mkdir()
    examples = sorted(EXAMPLES.glob("*.txt"))
    others = sorted(texts.glob("*.txt"))[: (count - len(examples)) // 2] if texts and count > len(examples) else []
    for path in others:
        (folder / f"text-{path.name}").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    for n in range(count - len(others)):
        text = examples[n % len(examples)].read_text(encoding="utf-8")
        (folder / f"{n:04}.txt").write_text(text if n < len(examples) else variant(text, n), encoding="utf-8")


def told(what, amounts, measured):
    print(f"{what:>9}  {'seconds':>8}  leaves  judged  as often as long, as often as much")
    for amount, (seconds, leaves, distinct) in zip(amounts, measured):
        print(f"{amount:>9}  {seconds:>8.3f}  {leaves:>6}  {distinct:>6}  {seconds / measured[0][0]:.1f}, {amount / amounts[0]:.0f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "bench")
    parser.add_argument("--patients", default="10000,100000")
    parser.add_argument("--trials", default="5,50,500")
    parser.add_argument("--texts", type=pathlib.Path, help="a folder of other protocols, .txt")
    parser.add_argument("--work", help="where to make the patients, in place of the folder for temporary files")
    options = parser.parse_args()
    eligo = options.build / "eligo"
    if not eligo.is_file() or not (options.build / "eligo_bench").is_file():
        sys.exit(f"growth: {options.build}: has no eligo and eligo_bench; run `make bench`, or name another with --build")
    patients = [int(n) for n in options.patients.split(",")]
    trials = [int(n) for n in options.trials.split(",")]
    with tempfile.TemporaryDirectory(dir=options.work) as work:
        work = pathlib.Path(work)
        first = work / "first"
        generate(eligo, patients[0], first)
        for name, protocols in (("ten criteria", ROOT / "bench" / "ten_criteria.txt"), ("five trials", EXAMPLES)):
            measured = []
            for n in patients:
                folder = first
                if n != patients[0]:
                    folder = work / "more"
                    generate(eligo, n, folder)
                measured.append(count(options.build, folder, protocols))
                if folder != first:
                    shutil.rmtree(folder)
            print(f"{name}:")
            told("patients", patients, measured)
        measured = []
        for n in trials:
            write_trials(n, options.texts, work / f"trials-{n}")
            measured.append(count(options.build, first, work / f"trials-{n}"))
        print(f"{patients[0]} patients:")
        told("trials", trials, measured)
        subprocess.run([eligo, "ingest", first, "--out", work / "store", "--keep-going"], check=True, capture_output=True)
        command = [eligo, "explain", str(patients[0] // 2), sorted(EXAMPLES.glob("*.txt"))[0], "--patients", work / "store", "--as-of", AS_OF]
        took = []
        for _ in range(25):
            begun = time.monotonic()
            subprocess.run(command, check=True, capture_output=True)
            took.append(1000 * (time.monotonic() - begun))
        print(f"explain one of {patients[0]} patients: {min(took):.0f} ms at best, {statistics.median(took):.0f} in the middle of 25")


if __name__ == "__main__":
    main()
