#!/usr/bin/env python3
"""clang-tidy over src, tables, readers, writers and apps, in parallel, from the compile commands of a build folder.

A file is looked at again only when it, a project header it includes, its compile command, .clang-tidy or clang-tidy itself has
changed: clean files leave a stamp under BUILD/tidy/.

Usage: tidy.py [--jobs N] [--build DIR] [FILE...]
"""
import argparse
import hashlib
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
import check_layers  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
TOPS = ("src", "tables", "readers", "writers", "apps")
TIDY = "clang-tidy-14"
PRECOMPILED = re.compile(r" -Winvalid-pch -include \S+| -fpch-preprocess")
# The compile commands are g++'s.
EXTRA = ["--extra-arg=-Wno-unknown-warning-option"]


def project_files(source):
    """The file and all project headers it reaches."""
    seen, todo = set(), [source]
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        text = (ROOT / path).read_text(encoding="utf-8")
        todo += filter(None, (check_layers.resolve(ROOT, name) for name in check_layers.INCLUDE.findall(text)))
    return sorted(seen)


def fingerprint(source, command, version):
    digest = hashlib.sha256()
    for part in (version, command, (ROOT / ".clang-tidy").read_text(encoding="utf-8")):
        digest.update(part.encode())
    for path in project_files(source):
        digest.update(path.as_posix().encode())
        digest.update((ROOT / path).read_bytes())
    return digest.hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "dev")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()

    version = subprocess.run([TIDY, "--version"], capture_output=True, text=True, check=True).stdout
    wanted = {path.resolve() for path in options.files}
    commands = {}
    entries = json.loads((options.build / "compile_commands.json").read_text(encoding="utf-8"))
    for entry in entries:
        path = Path(entry["directory"], entry["file"]).resolve()
        if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in TOPS and (not wanted or path in wanted):
            commands[path.relative_to(ROOT)] = entry.get("command", "")

    stamps = options.build / "tidy"
    stamps.mkdir(parents=True, exist_ok=True)
    # Without precompiled headers: they are g++'s, and would hide an include that is missing.
    entries = [{**entry, "command": PRECOMPILED.sub("", entry["command"])} for entry in entries]
    (stamps / "compile_commands.json").write_text(json.dumps(entries), encoding="utf-8")

    def run(source):
        """Returns (clean, was run, output)."""
        stamp = stamps / source.as_posix().replace("/", "_")
        mark = fingerprint(source, commands[source], version)
        if stamp.exists() and stamp.read_text(encoding="utf-8") == mark:
            return True, False, ""
        done = subprocess.run([TIDY, "--quiet", "-p", str(stamps), *EXTRA, str(ROOT / source)], capture_output=True, text=True)
        if done.returncode == 0:
            stamp.write_text(mark, encoding="utf-8")
            return True, True, ""
        return False, True, done.stdout.replace(f"{ROOT}/", "") or done.stderr

    ran, wrong = 0, 0
    with ThreadPoolExecutor(options.jobs) as pool:
        for clean, was_run, output in pool.map(run, sorted(commands)):
            ran += was_run
            if not clean:
                wrong += 1
                print(output, file=sys.stderr)
    if wrong:
        print(f"tidy: {len(commands)} files, {wrong} wrong", file=sys.stderr)
        return 1
    print(f"tidy: {len(commands)} files, {ran} of them looked at anew, ok")
    return 0


if __name__ == "__main__":
    sys.exit(main())
