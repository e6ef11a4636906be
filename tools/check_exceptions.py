#!/usr/bin/env python3
"""Exceptions carry a reason, and end with it.

- A code file of more than 600 lines needs a line in tools/long_files.txt; a line there whose file is short or gone must go.
- A NOLINT names its check and gives a reason: `// NOLINT(check): reason` (NOLINTEND needs none).

Usage: check_exceptions.py [ROOT]
"""
import re
import sys
from pathlib import Path

LIMIT = 600
TOPS = ("src", "tables", "readers", "writers", "apps", "test", "bench", "tools")
ENDINGS = {".h", ".cc", ".py", ".js", ".ts", ".tsx"}
NOLINT = re.compile(r"NOLINT(?:NEXTLINE|BEGIN)?\b(?!END)")
NOLINT_WITH_REASON = re.compile(r"NOLINT(?:NEXTLINE|BEGIN)?\([^)]+\): *\S")


def read_reasons(path, complaints):
    reasons = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, reason = line.partition(" ")
        if not reason.strip():
            complaints.append(f"tools/long_files.txt:{number}: `{name}` has no reason")
        reasons[name] = number
    return reasons


def main(arguments):
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
    complaints, files = [], 0
    reasons = read_reasons(root / "tools" / "long_files.txt", complaints)
    long_files = set()
    for top in TOPS:
        for path in sorted((root / top).rglob("*")):
            if path.suffix not in ENDINGS or not path.is_file() or "node_modules" in path.parts:
                continue
            files += 1
            name = path.relative_to(root).as_posix()
            lines = path.read_text(encoding="utf-8").splitlines()
            if len(lines) > LIMIT:
                long_files.add(name)
                if name not in reasons:
                    complaints.append(f"{name}: {len(lines)} lines, limit {LIMIT}; split it, or say why in tools/long_files.txt")
            if path.suffix in (".h", ".cc"):
                for number, line in enumerate(lines, 1):
                    if NOLINT.search(line) and not NOLINT_WITH_REASON.search(line):
                        complaints.append(f"{name}:{number}: write `NOLINT(check): reason`")
    for name, number in reasons.items():
        if name not in long_files:
            complaints.append(f"tools/long_files.txt:{number}: `{name}` is no longer long; remove the line")
    if complaints:
        print("\n".join(complaints), file=sys.stderr)
        return 1
    print(f"exceptions: {files} files, {len(long_files)} long, ok")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
