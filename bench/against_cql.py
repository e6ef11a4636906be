#!/usr/bin/env python3
"""FHIR to verdict in one streaming pass, beside cql-execution and JSON.parse of Node over the same bytes, in one run.

    bench/against_cql.py FOLDER [--eligo build/release/eligo] [--rounds 3]

FOLDER has a bench.mjs that runs cql-execution over data/bundles.ndjson (a Bundle a line) and prints a line of JSON with `patients_per_s`, its
packages installed. eligo screens the same file for bench/lupus_trial.txt, the same ten criteria (`make conformance` compares what the two
say). Of the rounds each prints its best, so that all three have the quietest moment of the machine. The time of eligo and of JSON.parse is
that of the whole process, of cql-execution without its start.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PARSE = """
const fs = require("fs"), lines = require("readline").createInterface({ input: fs.createReadStream(process.argv[1]), crlfDelay: Infinity });
(async () => { let n = 0; for await (const line of lines) n += JSON.parse(line).entry.length; process.exit(n > 0 ? 0 : 1); })();
"""


def run(command, **options):
    """Seconds, megabytes at most, what it printed."""
    begun = time.monotonic()
    try:
        process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, **options)
    except OSError as error:
        sys.exit(f"against_cql: {command[0]}: {error.strerror}")
    printed = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"against_cql: exit status {os.waitstatus_to_exitcode(status)} of {' '.join(map(str, command))}")
    return time.monotonic() - begun, used.ru_maxrss / 1024, printed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--eligo", default=ROOT / "build" / "release" / "eligo")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    data = options.folder / "data" / "bundles.ndjson"
    if not data.is_file():
        sys.exit(f"against_cql: {data}: no such file; let the folder's gen.mjs write it")
    with open(data, encoding="utf-8") as lines:
        patients = sum(1 for _ in lines)
    if patients == 0:
        sys.exit(f"against_cql: {data}: holds no Bundle")
    screen = [options.eligo, "screen", "--protocol", ROOT / "bench" / "lupus_trial.txt", "--patients", data, "--as-of", "2026-06-01", "--format", "csv"]
    rates = {"eligo": 0.0, "JSON.parse": 0.0, "cql-execution": 0.0}
    memory = dict.fromkeys(rates, 0.0)
    for _ in range(options.rounds):
        for name, command in (("eligo", screen), ("JSON.parse", ["node", "-e", PARSE, data])):
            seconds, megabytes, _ = run(command)
            rates[name] = max(rates[name], patients / seconds)
            memory[name] = max(memory[name], megabytes)
        _, megabytes, printed = run(["node", "bench.mjs", "--mode", "stream"], cwd=options.folder)
        told = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
        if not told or "patients_per_s" not in told[0]:
            sys.exit("against_cql: bench.mjs: prints no line of JSON with patients_per_s")
        rates["cql-execution"] = max(rates["cql-execution"], told[0]["patients_per_s"])
        memory["cql-execution"] = max(memory["cql-execution"], megabytes)
    print(f"{patients} patients, {data.stat().st_size / patients / 1000:.0f} KB each")
    for name, rate in rates.items():
        print(f"{name}: {rate:,.0f} patients/s, {memory[name]:.0f} MB; eligo is {rates['eligo'] / rate:.1f} times as fast")


if __name__ == "__main__":
    main()
