#!/usr/bin/env python3
"""Writes the wide lexicon: names that trial texts use and that data/terms/eligo does not hold.

    tools/make_lexicon.py SOURCES            write data/terms/{disease_ontology,snomed_gps_names,rxnorm_names}
    tools/make_lexicon.py SOURCES --check    write nothing; exit 1 where the files differ from what would be written

SOURCES is a folder with the distributions as their publishers give them, gzipped:

    doid-*.obo.gz                     Disease Ontology slims (CC0): names, exact synonyms, is_a
    snomed-gps-2020-09.csv.gz         SNOMED CT Global Patient Set (CC BY 4.0): code, name with its semantic tag
    rxnorm-ingredients-brands.tsv.gz  RxNorm (names and RXCUIs are in the public domain): rxcui, name, class

What is taken: disorders, findings of more than one word, procedures, substances, products, ingredients, brands. What is not: a name
that eligo knows already, one that the grammar reads itself (src/parse/cues.cc, anchor.cc), one that holds a word which turns or grades a
sense ("without", "positive", "severe"), and everything with a comma, a bracket or a slash. All of it carries the flag `by_name`:
silence about such a thing is unknown, as a record may well state it under a code that is not known here.
"""
import csv, gzip, io, pathlib, re, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TERMS = ROOT / "data" / "terms"

# Words that the grammar reads, or that make a name a statement.
TURNS = set("""and or not no non without with due to by for from during after before than other unspecified nos history family suspected
possible probable risk positive negative normal abnormal able unable increased decreased increase decrease elevated reduced high low level
test finding findings status stage grade class score scale severe moderate mild active inactive recurrent relapsing uncontrolled controlled
unstable stable current previous past present absent only caused following associated related secondary induced requiring treated
untreated resistant refractory adult child children infant newborn male female patient subject maternal fetal neonatal does is are has have on in
at as well type this that untoward feeling seen done given""".split())
PROCEDURE = ("tomy", "plasty", "scopy", "graphy", "therapy", "ectomy", "lysis", "pexy", "centesis", "stomy", "desis", "rrhaphy", "biopsy", "gram")
DISEASE = ("itis", "osis", "emia", "aemia", "uria", "algia", "pathy", "oma", "penia", "plegia", "trophy", "megaly", "rrhea", "rrhagia", "ism",
           "ache", "edema", "phobia", "pnea", "spasm", "lepsy", "cele", "oedema", "asthma", "fever", "cough")
# Analytes and everyday substances that are also ingredients: as a bare word they are not the drug.
NOT_DRUGS = set("""oxygen water air ice urea phosphate chloride sodium potassium calcium magnesium glucose creatinine cholesterol bilirubin hemoglobin
lactate ammonia nitrogen alcohol ethanol blood plasma serum food diet protein fat sugar salt gas dust soap wood paper metal wool hair skin bone
egg milk meat fish corn wheat rice honey coffee tea tobacco smoke light heat cold color dye agent drug medicine product substance
albumin fibrinogen thrombin insulin iron zinc copper lead gold silver carbon dioxide tar oil starch gel cream liquid powder protocol
balance focus prime complete advance total natural clear relief control active stat select ultra plus extra basic simply assure trace test sure
today element allergen preservative solvent poison chemical perform prohibit""".split())
LICENCE = {
    "disease_ontology": "Human Disease Ontology, https://disease-ontology.org, CC0 1.0: names, exact synonyms and is_a links of two of its slims.\n",
    "snomed_gps_names": "SNOMED CT Global Patient Set 2020-09, SNOMED International, CC BY 4.0: names and codes of disorders, findings, procedures, "
                        "substances and products.\nThis material includes SNOMED Clinical Terms (SNOMED CT) which is used by permission of SNOMED "
                        "International. The set has no hierarchy.\n",
    "rxnorm_names": "RxNorm, U.S. National Library of Medicine: names and RXCUIs of ingredients and brands, in the public domain. This product uses "
                    "publicly available data\nfrom the NLM, which is not responsible for the product and does not endorse it.\n",
}


def fold(text):
    words = re.findall(r"[a-z0-9]+", text.lower().replace("'s", ""))
    return " ".join(w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words)


def rows(path):
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line.split("\t")


def known():
    names, ids = {}, set()
    for folder in TERMS.iterdir():
        if folder.name in LICENCE or not folder.is_dir():
            continue
        if (folder / "concepts.tsv").exists():
            for r in rows(folder / "concepts.tsv"):
                ids.add(r[0])
                names.setdefault(fold(r[2]), r[0])
        if (folder / "names.tsv").exists():
            for r in rows(folder / "names.tsv"):
                for name in r[1].split(";"):
                    names.setdefault(fold(name), r[0])
    codes = {(r[1], r[2]) for folder in TERMS.iterdir() if folder.name not in LICENCE and (folder / "codes.tsv").exists()
             for r in rows(folder / "codes.tsv")}
    kinds = {r[0]: r[1] for r in rows(TERMS / "eligo" / "concepts.tsv")}
    return names, ids, codes, kinds


def cues():
    text = "".join((ROOT / "src" / "parse" / name).read_text(encoding="utf-8") for name in ("cues.cc", "anchor.cc"))
    return {fold(p) for literal in re.findall(r'"((?:[^"\\]|\\.)*)"', text) for p in literal.split("|") if p.strip()}


def proper_words(sentences, names):
    """Words that are proper names: with a capital where none is due, and nowhere without. `sentences` begin with a capital, `names` do not."""
    capital, small = set(), set()
    for text, first in [(t, 1) for t in sentences] + [(t, 0) for t in names]:
        for word in re.findall(r"[A-Za-z][A-Za-z-]*", text)[first:]:
            (small if word.islower() else capital).add(word.lower())
    return capital - small


def shown(name, proper):
    """The name as its source writes it, but for the capital of a sentence; proper names keep theirs ("Klinefelter's syndrome")."""
    word, owner = re.match(r"([A-Za-z-]*)('s)?", name).groups()
    return name[0].lower() + name[1:] if name[1:2].islower() and word[1:].islower() and not owner and word.lower() not in proper else name


class Lexicon:
    def __init__(self):
        self.names, self.ids, self.codes, self.kinds = known()
        self.cues = cues()
        self.out = {}  # folder -> id -> dict

    def usable(self, name):
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9' -]*", name):
            return False
        words = re.findall(r"[a-z0-9]+", name.lower())
        if not 1 <= len(words) <= 7 or len(name) < 4 or any(w in TURNS for w in words):
            return False
        folded = fold(name)
        return folded not in self.names and folded not in self.cues and not folded.replace(" ", "").isdigit()

    def add(self, folder, kind, name, synonyms=(), code=None):
        """The id, or None when the name is known already or not usable."""
        if not self.usable(name):
            return self.names.get(fold(name))
        if code and code[:2] in self.codes:
            return None
        slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
        if slug in self.ids or slug[0].isdigit():
            return None
        self.ids.add(slug)
        self.kinds[slug] = kind
        self.names[fold(name)] = slug
        kept = []
        for s in synonyms:
            if self.usable(s):
                self.names[fold(s)] = slug
                kept.append(s)
        self.out.setdefault(folder, {})[slug] = {"kind": kind, "label": name, "names": kept, "code": code}
        return slug


def obo(text):
    for block in text.split("\n\n"):
        if not block.startswith("[Term]") or "is_obsolete: true" in block:
            continue
        get = lambda key: re.findall(r"^%s: (.*)$" % key, block, re.M)
        yield {"id": get("id")[0], "name": get("name")[0],
               "synonyms": [s for s in re.findall(r'^synonym: "([^"]*)" EXACT', block, re.M)],
               "parents": [p.split(" ")[0] for p in get("is_a")]}


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(arguments) != 1:
        sys.exit("usage: tools/make_lexicon.py SOURCES [--check]")
    sources = pathlib.Path(arguments[0])
    read = lambda name: gzip.open(sources / name, "rt", encoding="utf-8").read()
    lexicon = Lexicon()
    # Diseases first: they have synonyms and a hierarchy.
    terms = {}
    for path in sorted(sources.glob("doid-*.obo.gz")):
        for term in obo(read(path.name)):
            terms.setdefault(term["id"], term)
    concept_of = {}
    for key in sorted(terms):
        t = terms[key]
        concept_of[key] = lexicon.add("disease_ontology", "condition", t["name"], t["synonyms"])
    classes = {}
    for key in sorted(terms):
        child = concept_of[key]
        if child not in lexicon.out.get("disease_ontology", {}):
            continue  # what eligo knows keeps its own place
        for parent in terms[key]["parents"]:
            above = concept_of.get(parent)
            if above and above != child and lexicon.kinds.get(above) == "condition":
                classes.setdefault(above, set()).add(child)
    snomed = list(csv.reader(io.StringIO(read("snomed-gps-2020-09.csv.gz"))))
    proper = proper_words([full for _, full in snomed], [t["name"] for t in terms.values()])
    for code, full in snomed:
        m = re.fullmatch(r"(.*) \(([a-z /]+)\)", full)
        if not m:
            continue
        name, tag = m.groups()
        single = " " not in name
        kind = {"disorder": "condition", "finding": "condition", "procedure": "procedure", "regime/therapy": "procedure",
                "substance": "drug", "product": "drug", "medicinal product": "drug"}.get(tag)
        low = name.lower()
        if kind is None or (tag == "finding" and (single and not low.endswith(DISEASE))) or (kind == "procedure" and single and not low.endswith(PROCEDURE)):
            continue
        if kind == "drug" and any(w in NOT_DRUGS for w in low.split()):
            continue
        if low.split()[0] in ("acute", "chronic", "primary") and fold(name.split(" ", 1)[-1]) in lexicon.names:
            continue
        lexicon.add("snomed_gps_names", kind, shown(name, proper), (), ("SNOMED", code, full))
    for r in csv.reader(io.StringIO(read("rxnorm-ingredients-brands.tsv.gz")), delimiter="\t"):
        rxcui, name, group = r
        if rxcui == "rxcui" or any(w in NOT_DRUGS for w in name.lower().split()) or (group == "Brand Name" and len(name) < 5):
            continue
        lexicon.add("rxnorm_names", "drug", name, (), ("RxNorm", rxcui, name))
    files = {}
    origin = {"disease_ontology": "Disease Ontology", "snomed_gps_names": "SNOMED CT Global Patient Set 2020-09", "rxnorm_names": "RxNorm"}
    for folder, concepts in lexicon.out.items():
        head = "# %s, by tools/make_lexicon.py; change it there. See LICENCE.\n" % origin[folder]
        files[folder, "LICENCE"] = LICENCE[folder]
        files[folder, "concepts.tsv"] = head + "id\tkind\tlabel\tflags\tunit\ttest_of\n" + "".join(
            "%s\t%s\t%s\tby_name\t\t\n" % (i, c["kind"], c["label"]) for i, c in sorted(concepts.items()))
        if any(c["names"] for c in concepts.values()):
            files[folder, "names.tsv"] = head + "concept\tnames\n" + "".join(
                "%s\t%s\n" % (i, "; ".join(c["names"])) for i, c in sorted(concepts.items()) if c["names"])
        if any(c["code"] for c in concepts.values()):
            files[folder, "codes.tsv"] = head + "concept\tsystem\tcode\tdisplay\tsource\n" + "".join(
                "%s\t%s\t%s\t%s\t%s\n" % ((i,) + c["code"] + (origin[folder],)) for i, c in sorted(concepts.items()) if c["code"])
    files["disease_ontology", "classes.tsv"] = "# Disease Ontology is_a, by tools/make_lexicon.py; change it there.\nclass\tmembers\n" + "".join(
        "%s\t%s\n" % (c, "; ".join(sorted(m))) for c, m in sorted(classes.items()))
    wrong = 0
    for (folder, name), text in sorted(files.items()):
        path = TERMS / folder / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                print("%s: differs from its sources" % path.relative_to(ROOT))
                wrong = 1
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print("lexicon: " + ", ".join("%s %d concepts" % (f, len(c)) for f, c in sorted(lexicon.out.items())))
    return wrong


if __name__ == "__main__":
    sys.exit(main())
