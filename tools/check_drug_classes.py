#!/usr/bin/env python3
"""Checks that every class of drugs which the protocols at hand name is known, with members, or listed as not known.

  python3 tools/check_drug_classes.py [--shared DIR] [--list]

Read are examples/protocols and, where it is there, DIR/corpora/registry (../shared). A class is named by a phrase that ends in a word such as
`inhibitor`, `antagonist`, `antibody` or `agent`; its longest ending that is the name of a drug in data/terms counts. What ends in none is
looked for in tools/unknown_drug_classes.txt: PHRASE <tab> REASON, and so is a class without members: = ID <tab> REASON. What stands there and
is named no more is an error too.

--list prints each class found, how often, and how many members it has.  Exit 1 on any error.
"""
import argparse
import collections
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADS = {"inhibitor", "antagonist", "agonist", "blocker", "modulator", "inducer", "analog", "depleter", "immunosuppressant", "suppressant",
         "biologic", "antimalarial", "corticosteroid", "glucocorticoid", "antibody", "agent", "drug", "medication"}
# Said of any drug: no class.
PLAIN = {"drug", "agent", "medication", "antibody", "inhibitor", "antagonist", "analog", "inducer", "blocker"}
BETWEEN = re.compile(r"[.;:,()\[\]\n/\"]| or | and | of | to | the | any | with ")


def fold(text):  # near enough to src/terms/fold.h
    for greek, word in (("α", "alpha"), ("β", "beta"), ("γ", "gamma"), ("κ", "kappa")):
        text = text.replace(greek, word)
    text = text.lower().replace("tumour", "tumor").replace("analogue", "analog")
    words = re.sub(r"[^a-z0-9]+", " ", text).split()
    return [w[:-1] if len(w) >= 4 and w[-1] == "s" and w[-2] not in "sui" else w for w in words]


def table(name):
    for path in sorted((ROOT / "data" / "terms").glob(f"*/{name}.tsv")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
        for line in lines[1:]:
            yield line.split("\t")


def texts(shared):
    for path in sorted((ROOT / "examples" / "protocols").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
    registry = shared / "corpora" / "registry"
    for path in sorted(registry.glob("*.txt")):
        yield path.read_text(encoding="utf-8", errors="replace")
    for path in sorted(registry.glob("ctgov_v2/*.json")):
        study = json.loads(path.read_text(encoding="utf-8"))
        yield study.get("protocolSection", {}).get("eligibilityModule", {}).get("eligibilityCriteria", "")


def main():
    parser = argparse.ArgumentParser(description="drug classes of the protocols at hand")
    parser.add_argument("--shared", type=pathlib.Path, default=ROOT.parent / "shared")
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()

    kind, names = {}, collections.defaultdict(set)
    for row in table("concepts"):
        kind[row[0]] = row[1]
        names[" ".join(fold(row[2]))].add(row[0])
    for row in table("names"):
        for name in row[1].split("; "):
            names[" ".join(fold(name))].add(row[0])
    members = {row[0]: len(row[1].split("; ")) for row in table("classes")}
    listed = {}
    for line in (ROOT / "tools" / "unknown_drug_classes.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            phrase, _, reason = line.partition("\t")
            listed[phrase] = reason

    known, unknown, documents = collections.Counter(), collections.Counter(), 0
    for text in texts(args.shared):
        documents += 1
        for part in BETWEEN.split(text):
            words = fold(part)
            for at, word in enumerate(words):
                if word not in HEADS:
                    continue
                for begin in range(max(0, at - 8), at + 1):
                    ids = names.get(" ".join(words[begin:at + 1]), ())
                    if ids:
                        known.update(c for c in ids if kind[c] == "drug")
                        break
                else:
                    phrase = " ".join(words[max(0, at - 1):at + 1])
                    if phrase not in PLAIN:
                        unknown[phrase] += 1

    errors = [f"`{phrase}` ({n}) is no class of data/terms; add it with members, or list it in tools/unknown_drug_classes.txt with a reason"
              for phrase, n in sorted(unknown.items()) if phrase not in listed]
    errors += [f"`{phrase}`: no reason in tools/unknown_drug_classes.txt" for phrase, reason in sorted(listed.items()) if not reason]
    errors += [f"`{c}` has no members; give it some, or list `= {c}` in tools/unknown_drug_classes.txt with a reason"
               for c in sorted(known) if c not in members and f"= {c}" not in listed]
    complete = (args.shared / "corpora" / "registry").is_dir()
    if complete:
        errors += [f"`{phrase}` of tools/unknown_drug_classes.txt is named no more, or known; remove it"
                   for phrase in sorted(listed) if phrase not in unknown and (phrase[2:] not in known or phrase[2:] in members)]
    if args.list:
        for concept, n in known.most_common():
            print(f"{n:5} {concept}: {members.get(concept, 0)} members")
    print(f"drug classes: {documents} protocols name {len(known)} known ones ({sum(known.values())} times) and {len(unknown)} phrases listed as not known"
          + ("" if complete else f"; {args.shared}: not there, examples only"))
    for error in errors:
        print(error, file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
