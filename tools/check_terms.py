#!/usr/bin/env python3
"""Checks data/terms beyond what the compiler checks, and counts it.

  python3 tools/check_terms.py [FOLDER] [--shared DIR] [--list]

What compile_terms checks (unknown ids, duplicates, numbers, cycles) is not repeated here. This checks what may be
shipped and what a reviewer would ask:

  - every source folder has a LICENCE, and holds codes of its own system only;
  - systems are ICD10CM, SNOMED, LOINC, RxNorm, CVX and no other;
  - with --shared (default ../shared, skipped when absent): SNOMED codes stand in the Global Patient Set, ICD-10-CM codes in
    the order file of FY2021;
  - no SNOMED, LOINC, RxNorm or CVX code stands on two concepts (an ICD-10-CM code may: M32.14 is lupus and nephritis);
  - a class and its members are of one kind, and so are a measurement and its `test_of`.

--list prints names that stand on two concepts, and ICD-10-CM codes on concepts of which neither contains the other.
Exit 1 on any error.
"""
import argparse
import collections
import gzip
import pathlib
import re
import sys

SYSTEM_OF_FOLDER = {"icd10cm": "ICD10CM", "snomed_gps": "SNOMED", "loinc": "LOINC", "rxnorm": "RxNorm", "cvx": "CVX"}
MIXED_CLASSES = {"treatment"}  # kinds may differ here, on purpose


def rows(path):
    """(line number, fields) of a table, without comments and column names."""
    header = True
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if header:
            header = False
            continue
        yield number, line.split("\t")


def shared_codes(shared):
    """The SNOMED codes of the Global Patient Set and all prefixes of ICD-10-CM codes, or None."""
    terms = shared / "data" / "terms"
    gps_file, icd_file = terms / "snomed-gps-2020-09.csv.gz", terms / "icd10cm-order-2021.txt.gz"
    if not gps_file.exists() or not icd_file.exists():
        return None
    with gzip.open(gps_file, "rt", encoding="utf-8-sig") as lines:
        snomed = {line.split(",", 1)[0] for line in lines}
    icd = set()
    with gzip.open(icd_file, "rt", encoding="latin-1") as lines:
        for line in lines:
            code = line[6:13].strip()
            icd.update(code[:length] for length in range(1, len(code) + 1))
    return {"SNOMED": snomed, "ICD10CM": icd}


def ancestors(concept, parents, seen):
    for parent in parents[concept]:
        if parent not in seen:
            seen.add(parent)
            ancestors(parent, parents, seen)
    return seen


def main():
    parser = argparse.ArgumentParser(description="check and count data/terms")
    root = pathlib.Path(__file__).resolve().parent.parent
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=root / "data" / "terms")
    parser.add_argument("--shared", type=pathlib.Path, default=root.parent / "shared")
    parser.add_argument("--list", action="store_true", help="print shared names and shared ICD-10-CM codes")
    args = parser.parse_args()

    errors = []
    kind, label = {}, {}
    names = collections.defaultdict(set)
    parents = collections.defaultdict(set)
    owners = collections.defaultdict(set)
    counts = collections.Counter()
    known = shared_codes(args.shared)

    def fold(text):  # near enough to src/terms/fold.h to find what a reviewer should see
        return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()

    folders = sorted(path for path in args.folder.iterdir() if path.is_dir())
    for folder in folders:
        if not (folder / "LICENCE").exists():
            errors.append(f"{folder}: no LICENCE; say where the data come from and under which licence")
        if (folder / "concepts.tsv").exists():
            for number, f in rows(folder / "concepts.tsv"):
                kind[f[0]], label[f[0]] = f[1], f[2]
                names[fold(f[2])].add(f[0])
                counts["concepts", f[1]] += 1
    for folder in folders:
        for number, f in rows(folder / "concepts.tsv") if (folder / "concepts.tsv").exists() else []:
            if f[5] and kind.get(f[5]) != "condition":
                errors.append(f"{folder / 'concepts.tsv'}:{number}: test_of `{f[5]}` is no condition")
        for number, f in rows(folder / "names.tsv") if (folder / "names.tsv").exists() else []:
            for name in f[1].split("; "):
                names[fold(name)].add(f[0])
                counts["names", folder.name] += 1
        for number, f in rows(folder / "classes.tsv") if (folder / "classes.tsv").exists() else []:
            for member in f[1].split("; "):
                parents[member].add(f[0])
                if f[0] not in MIXED_CLASSES and kind.get(member) != kind.get(f[0]):
                    errors.append(f"{folder / 'classes.tsv'}:{number}: `{member}` is a {kind.get(member)}, `{f[0]}` a {kind.get(f[0])}")
            counts["classes", folder.name] += 1
        for number, f in rows(folder / "codes.tsv") if (folder / "codes.tsv").exists() else []:
            place, (concept, system, code) = f"{folder / 'codes.tsv'}:{number}", f[:3]
            expected = SYSTEM_OF_FOLDER.get(folder.name)
            if system not in SYSTEM_OF_FOLDER.values():
                errors.append(f"{place}: system `{system}` may not be shipped; known: {', '.join(SYSTEM_OF_FOLDER.values())}")
            elif expected and system != expected:
                errors.append(f"{place}: `{system}` in the folder of {expected}; move the row")
            if known and system in known:
                if code.replace(".", "") not in known[system]:
                    errors.append(f"{place}: {system} `{code}` is not in the set that may be shipped; remove it")
            owners[system, code].add(concept)
            counts["codes", system] += 1

    shared_icd = []
    for (system, code), concepts in sorted(owners.items()):
        apart = sorted(c for c in concepts if not any(c in ancestors(o, parents, set()) for o in concepts if o != c))
        if len(apart) < 2:
            continue
        if system == "ICD10CM":
            shared_icd.append(f"{code}: {', '.join(apart)}")
        else:
            errors.append(f"{system} `{code}` stands on {', '.join(apart)}; keep one")

    shared_names = {name: ids for name, ids in names.items() if len(ids) > 1}
    if args.list:
        for name, ids in sorted(shared_names.items()):
            print(f"name `{name}`: {', '.join(sorted(ids))}")
        for line in shared_icd:
            print(f"ICD10CM {line}")
    for what in ("concepts", "names", "classes", "codes"):
        parts = ", ".join(f"{key[1]} {n}" for key, n in sorted(counts.items()) if key[0] == what)
        print(f"{what} {sum(n for key, n in counts.items() if key[0] == what)}: {parts}")
    print(f"names on two concepts {len(shared_names)}, ICD10CM codes on two unrelated concepts {len(shared_icd)}")
    if not known:
        print(f"{args.shared}: not there, SNOMED and ICD10CM codes not compared with their releases")
    for error in errors:
        print(error, file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
