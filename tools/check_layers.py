#!/usr/bin/env python3
"""Holds every #include "..." to the rule in src/layers.txt.

Reports, one line each: an include the rule forbids, an include of a project file that does not exist, code in a folder the rule
does not name. Says nothing about <...> includes: those are other people's headers. Tested by tools/test_check_layers.py.

Usage: check_layers.py [ROOT]
"""
import re
import sys
from pathlib import Path

MARKS = ("noun", "verb", "facade", "only", "free")
CODE = ("*.h", "*.cc")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.MULTILINE)


class RuleError(Exception):
    """src/layers.txt itself cannot be read."""


class Folder:
    def __init__(self, name, mark, allowed):
        self.name = name
        self.mark = mark
        self.allowed = allowed  # names of the folders it may include besides itself; None: any


def read_rule(path):
    """Returns the folders of layers.txt by name, in order."""
    folders = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        left, colon, right = line.partition(":")
        words = left.split()
        if len(words) != 2 or words[0] not in MARKS or bool(colon) != (words[0] == "only"):
            raise RuleError(f"{path}:{number}: expected `MARK FOLDER`, and `: FOLDER...` after `only`, saw `{line}`")
        mark, name = words
        if name in folders:
            raise RuleError(f"{path}:{number}: `{name}` is listed twice")
        above = folders.values()
        if mark == "only":
            allowed = set(right.split())
            for other in allowed - set(folders):
                raise RuleError(f"{path}:{number}: `{other}` is not listed above `{name}`")
        elif mark == "free":
            allowed = None
        elif mark == "facade":
            allowed = {folder.name for folder in above if folder.mark != "free"}
        else:
            allowed = {folder.name for folder in above if folder.mark == "noun"}
        folders[name] = Folder(name, mark, allowed)
    return folders


def folder_of(path, folders):
    """The folder a file (relative to the root) belongs to: the longest listed one that holds it, or None."""
    for parent in path.parents:
        if parent.as_posix() in folders:
            return folders[parent.as_posix()]
    return None


def code_files(root, folders):
    """All code under the top folders that the rule speaks of, whether or not their own folder is listed."""
    tops = sorted({name.split("/")[0] for name in folders})
    for top in tops:
        for pattern in CODE:
            yield from (path.relative_to(root) for path in (root / top).rglob(pattern) if "node_modules" not in path.parts)


def resolve(root, include):
    """An include names a file from src/ or from the root; returns it relative to the root, or None."""
    for base in (Path("src"), Path()):
        if (root / base / include).is_file():
            return base / include
    return None


def judge(source, include, target, folders):
    """Why this include is wrong, or None."""
    if ".." in Path(include).parts:
        return 'names a parent folder; write "folder/file.h"'
    if target is None:
        return "no such file from src/ or the root (headers of other projects stand in <>)"
    here, there = folder_of(source, folders), folder_of(target, folders)
    if there is None:
        return f"`{target.parent.as_posix()}` is not listed in src/layers.txt"
    if here is there or here.allowed is None or there.name in here.allowed:
        return None
    if here.mark == there.mark == "verb":
        return f"`{here.name}` and `{there.name}` are both verbs, and no verb includes a verb"
    if here.mark == "only":
        return f"`{here.name}` may include only {', '.join(sorted(here.allowed))}"
    return f"`{there.name}` is not above `{here.name}` in src/layers.txt, or not a noun"


def check(root):
    """Returns (complaints, number of files, number of includes)."""
    folders = read_rule(root / "src" / "layers.txt")
    complaints, files, includes = [], 0, 0
    for source in sorted(code_files(root, folders)):
        files += 1
        if folder_of(source, folders) is None:
            complaints.append(f"{source}:1: `{source.parent.as_posix()}` is not listed in src/layers.txt")
            continue
        text = (root / source).read_text(encoding="utf-8")
        for match in INCLUDE.finditer(text):
            includes += 1
            include = match.group(1)
            why = judge(source, include, resolve(root, include), folders)
            if why:
                line = text.count("\n", 0, match.start(1)) + 1
                complaints.append(f'{source}:{line}: "{include}": {why}')
    return complaints, files, includes


def main(arguments):
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
    try:
        complaints, files, includes = check(root)
    except RuleError as error:
        print(error, file=sys.stderr)
        return 2
    if complaints:
        print("\n".join(complaints), file=sys.stderr)
        print(f"layers: {files} files, {includes} includes, {len(complaints)} wrong", file=sys.stderr)
        return 1
    print(f"layers: {files} files, {includes} includes, ok")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
