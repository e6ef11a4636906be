#!/usr/bin/env python3
"""Writes examples/patients/*.json and examples/README.md: synthetic FHIR R4 patients for the demo and the tests.

Every patient is invented. One Bundle (type collection) a patient, seen from 2026-06-01. The table CASES says what each one is for;
the README's table is made from it. Same bytes on every run: no clock, no environment, a generator seeded by the patient's id.

    tools/make_example_patients.py            write
    tools/make_example_patients.py --check    write nothing; exit 1 where the files differ from what would be written

A base chart (`sle`, `lupus_nephritis`, `myositis`, `sclerosis`, ...) holds everything a chart can show for its trials and all of it good;
a case changes one or two things in it. Codes: ICD-10-CM, SNOMED CT of the Global Patient Set, LOINC, RxNorm ingredients, CVX; what has no
free code (scores, telitacicept, anifrolumab, plasma exchange) goes by text alone, as it does in real records.
"""
import json
import random
import re
import sys
from datetime import date, timedelta
from pathlib import Path

AS_OF = date(2026, 6, 1)


def ago(days):
    """The ISO date so many days before the as-of date; negative: after it."""
    return (AS_OF - timedelta(days=days)).isoformat()


# (base chart, what the patient is for, changes). The id is the position, ex-001 the first, so new
# cases go at the end. "Clear" means: as far as a chart can show; consent, judgment and what lies after screening stay open for
# everybody. In/out always means the named criterion only.
CASES = [
    # Clear charts, one for each disease, in different notations.
    ("sle", "clear for all four lupus trials and the lupus cohort of cc312; signed consent; recent vaccines are not live ones", dict(
        sex="female", born="1992-03-14", allergies="none", consent="2026-05-25", add=[
            ("shot", "187", "zoster vaccine, recombinant", ago(10)), ("shot", "150", "influenza, injectable, quadrivalent", "2025-10-20"),
            ("score", "C-SSRS: suicidal ideation", "none", ago(12)), ("score", "SLICC 2012 criteria met", 7, "2023-05-16")])),
    ("lupus_nephritis", "clear man with class IV nephritis; past hepatitis B (anti-HBc positive, HBsAg negative, HBV DNA not detected)", dict(
        sex="male", born="1985-01-22", allergies="none", qual=dict(hbcab="pos"), add=[("qual", "hbv_dna_ql", "not detected", ago(12))])),
    ("sle", "18 today; clear, with ANA exactly 1:80 as a ratio and results in g/dL, 10*3/uL and umol/L", dict(
        sex="female", born="2008-06-01", ana=("ratio", 80), units=dict(hb="g/dL", wbc="10*3/uL", plt="10*3/uL", creat="umol/L", bili="umol/L"))),
    ("myositis", "clear for the myositis cohort of cc312: dermatomyositis, anti-Jo-1, ALT and AST raised together with CK", dict(
        sex="female", born="1978-02-09", consent="2026-05-28", allergies="none")),
    ("myositis", "polymyositis with ALT 2.9 x ULN: over cc312's liver limit, which does not hold for raised muscle enzymes", dict(
        sex="male", born="1967-08-30", dx="polymyositis", labs=dict(alt=116, ast=98), msa="srp")),
    ("sclerosis", "clear for the sclerosis cohort of cc312: diffuse, Scl-70, mRSS from 18 to 24 in six months; an earlier trial ended in 2024", dict(
        sex="male", born="1974-04-18", consent="2026-05-26", add=[("trial", "Home exercise in systemic sclerosis", "2023-10-02", "2024-04-15")])),
    ("sclerosis", "at the edges of cc312: diagnosed five years ago today, mRSS 15, prednisone 10 mg: all in", dict(
        sex="female", born="1981-11-03", since="2021-06-01", mrss=(15, 11), gc=[("prednisone", 10, "2025-09-08", None)], add=[
            ("shot", "37", "yellow fever", "2014-08-11"), ("allergy", "7984", "Penicillin V", "1999", dict(severity="mild", text="rash"))])),
    # Age.
    ("sle", "81 today: too old for every trial", dict(sex="female", born="1945-06-01")),
    ("sle", "80 until today, 81 tomorrow: the last day for mil62, too old for the rest", dict(sex="female", born="1945-06-02")),
    ("sle", "17, becomes 18 tomorrow: eligible_from 2026-06-02", dict(sex="male", born="2008-06-02")),
    ("sle", "partial dates: born 1960 (65 or 66), infarction 2025 (inside six months or not), breast cancer 2021-06 (five years or not): all "
        "unknown; stroke 2019 is ever (relma-cel out) and certainly not in eight weeks", dict(sex="female", born="1960", add=[
            ("dx", "mi", "2025", dict(abated="2025")), ("dx", "breast_cancer", "2021-06"), ("dx", "stroke", "2019", dict(abated="2019"))])),
    # Serology and activity.
    ("sle", "ANA, anti-dsDNA and anti-Sm negative, complement normal: out of every serology criterion", dict(
        sex="female", born="1988-09-05", ana=None, dsdna="neg", items=["Arthritis", "Rash", "Mucosal ulcers", "Pleurisy"])),
    ("sle", "ANA positive but only 1:40, anti-dsDNA negative: mil62 out, in elsewhere; CAR-T cells in 2024: relma-cel out, cc312's six "
        "months are over", dict(sex="male", born="1990-12-11", ana=("string", 40), dsdna="neg", add=[
            ("proc", None, "Infusion of autologous CD19 CAR-T cells", "2024-11-19")], items=["Arthritis", "Rash", "Pleurisy", "Low complement"])),
    ("sle", "poorly recorded: ANA equivocal, anti-dsDNA a bare number without range, SLEDAI-2K total 9 without items, no SELENA-SLEDAI, "
        "no BILAG: unknown, not out", dict(sex="female", born="1983-07-27", ana="equivocal", dsdna="bare", sledai_total=9, selena=False, bilag=None,
        items=["Arthritis", "Rash", "Mucosal ulcers"])),
    ("sle", "SLEDAI-2K 9 of which alopecia 2: 7 for mil62 (out), enough for cc312 and hn2301", dict(
        sex="female", born="1979-05-02", items=["Arthritis", "Alopecia", "Low complement", "Thrombocytopenia"], dsdna="neg", labs=dict(plt=92))),
    ("sle", "SLEDAI 8 with complement and anti-dsDNA: clinical part 4, below the 6 of the telitacicept-like trial, just the 4 of hn2301", dict(
        sex="female", born="1995-10-19", items=["Rash", "Mucosal ulcers", "Low complement", "Increased DNA binding"])),
    # Treatment.
    ("sle", "rituximab eight months ago: inside mil62's 9 months (until 2026-07-01) and the telitacicept-like 12; cc312's month is over", dict(
        sex="female", born="1986-02-28", add=[("infusion", "rituximab", "2025-09-17", 1000, "mg"), ("infusion", "rituximab", "2025-10-01", 1000, "mg")])),
    ("sle", "rituximab exactly nine months ago: the last day inside mil62's window; basal cell carcinoma excised in 2025: cc312 out, exempt in "
        "relma-cel", dict(sex="male", born="1969-03-08", add=[("infusion", "rituximab", "2025-09-01", 1000, "mg"),
            ("dx", "basal_cell", "2025-08-12", dict(abated="2025-08-26")), ("proc", "40862005", "Excision of basal cell carcinoma of skin", "2025-08-26")])),
    ("sle", "rituximab nine months and a day ago, live zoster vaccine 29 days ago: both just outside mil62; the vaccine is inside relma-cel's "
        "month", dict(sex="female", born="1971-12-30", add=[("infusion", "rituximab", "2025-08-31", 1000, "mg"), ("shot", "121", "zoster vaccine, live", ago(29))])),
    ("sle", "belimumab 25 days ago, CD19 cells back in the normal range: cc312 lets in, mil62 (8 weeks) and the telitacicept-like trial do not", dict(
        sex="female", born="1991-01-17", add=[("infusion", "belimumab", "2026-03-12", 600, "mg"), ("infusion", "belimumab", "2026-04-09", 600, "mg"),
            ("infusion", "belimumab", ago(25), 600, "mg"), ("lab", "cd19", 212, "2025-08-04"), ("lab", "cd19", 168, ago(4))])),
    ("sle", "calcineurin inhibitors only as ointment and eye drops: exempt in mil62; ALT exactly 2 x ULN: telitacicept-like out (>=), cc312 "
        "in (>)", dict(sex="female", born="1984-04-04", labs=dict(alt=80), add=[
            ("order", "tacrolimus", 1, "g", (2, 1, "d"), "2026-02-16", None, dict(route="topical", text="tacrolimus 0.1 % ointment")),
            ("order", "cyclosporine", 1, "[drp]", (2, 1, "d"), "2026-01-12", None, dict(route="eye", text="cyclosporine 0.05 % eye drops"))])),
    ("sle", "prednisone 100 mg a day for 14 days, ended 29 days ago: reaches the 14 days of cc312 and the telitacicept-like trial, not "
        "relma-cel's more than 14", dict(sex="male", born="1994-06-21", gc=[("prednisone", 10, "2025-12-08", "2026-04-19"),
            ("prednisone", 100, "2026-04-20", "2026-05-03"), ("prednisone", 40, "2026-05-04", "2026-05-10"), ("prednisone", 20, "2026-05-11", None)])),
    ("sle", "methylprednisolone 32 mg = prednisone 40 mg: hn2301 out (30), cc312 exactly at its 40, relma-cel in (60)", dict(
        sex="female", born="1976-08-15", gc=[("methylprednisolone", 32, "2026-01-26", None)])),
    ("sle", "prednisone 5 mg and nothing else now: below the minimum of hn2301, relma-cel and cc312 for steroids alone", dict(
        sex="female", born="1980-03-23", regimen="steroid alone")),
    ("sle", "prednisone from 12.5 to 10 mg 20 days ago: not the 30 stable days of cc312 and the telitacicept-like trial, but 2 weeks", dict(
        sex="female", born="1997-07-07", gc=[("prednisone", 12.5, "2025-12-08", ago(21)), ("prednisone", 10, ago(20), None)])),
    ("sle", "anifrolumab (text only) ten weeks ago: cc312 out (3 months); CD4+ cells 180/uL: mil62 out", dict(
        sex="female", born="1989-11-26", labs=dict(cd4=180), add=[("infusion", "anifrolumab", "2026-02-20", 300, "mg"), ("infusion", "anifrolumab", "2026-03-20", 300, "mg")])),
    ("sle", "antiphospholipid syndrome on warfarin: relma-cel out; INR 2.6 but APTT 41 s: 'INR or APTT' holds to the letter; allergy to "
        "polysorbate 80: cc312 out", dict(sex="female", born="1982-10-02", labs=dict(inr=2.6, aptt=41), add=[("dx", "aps", "2019-09-03"),
            ("order", "warfarin", 5, "mg", (1, 1, "d"), "2025-10-13", None), ("allergy", "8560", "Polysorbate 80", "2021-02", dict(severity="moderate", text="urticaria"))])),
    ("sle", "left another trial 17 days ago: mil62 out, half-life unknown; IgA below the limit of its assay (<0.26 g/L): unknown against "
        "10 mg/dL", dict(sex="male", born="1987-05-13", labs=dict(iga=("<", 0.26, "g/L")), add=[
            ("trial", "Deucravacitinib for active lupus, a phase 3 trial", "2025-11-10", ago(17))])),
    ("sle", "overlap with rheumatoid arthritis, etanercept until 2026-02: inside the 12 months of the telitacicept-like trial; mil62's 4 weeks "
        "are over; another autoimmune disease", dict(sex="female", born="1973-02-20", add=[("dx", "ra", "2020-10-06"),
            ("order", "etanercept", 50, "mg", (1, 1, "wk"), "2025-04-14", "2026-02-08", dict(route="sc"))])),
    ("sle", "anaphylaxis (CTCAE grade 4) to obinutuzumab, a humanized antibody, in 2022: mil62, cc312 and the telitacicept-like trial out", dict(
        sex="female", born="1987-10-06", add=[("allergy", "974779", "obinutuzumab", "2022-03-15", dict(severity="severe", text="anaphylaxis, CTCAE grade 4"))])),
    # Laboratory bounds.
    ("sle", "hemoglobin 84 g/L: out for cc312 and the telitacicept-like trial (85), in for hn2301 (80) and relma-cel (60)", dict(
        sex="female", born="1993-08-01", labs=dict(hb=84), add=[("lab", "hb", 88, "2026-03-02")])),
    ("sle", "on every bound, over none: hemoglobin 8.5 g/dL, leukocytes 2.5, platelets 50, ANC 1.5, ALC 0.8, CD4+ 0.2 (10*9/L)", dict(
        sex="female", born="1977-06-16", units=dict(hb="g/dL", cd4="10*9/L"), labs=dict(hb=85, wbc=2.5, plt=50, anc=1.5, alc=0.8, cd4=200),
        items=["Arthritis", "Rash", "Mucosal ulcers", "Low complement", "Increased DNA binding", "Thrombocytopenia", "Leukopenia"])),
    ("sle", "platelets 49: out for cc312 and the telitacicept-like trial, in for relma-cel (20,000/uL); red cells transfused four days ago, "
        "which relma-cel and hn2301 do not accept", dict(sex="male", born="1996-01-30", labs=dict(plt=49), day=ago(3), add=[("dx", "itp", "2025-12"),
            ("proc", "71493000", "Transfusion of packed red blood cells", ago(4))],
        items=["Arthritis", "Mucosal ulcers", "Low complement", "Increased DNA binding", "Thrombocytopenia"])),
    ("lupus_nephritis", "creatinine 2.5 mg/dL: not above 2.5, though above 221 when converted; Cockcroft-Gault about 30: hn2301 and relma-cel out", dict(
        sex="female", born="1987-04-09", weight=61, labs=dict(creat=2.5, ccr=31), add=[("dx", "ckd4", "2025-10-27")])),
    ("lupus_nephritis", "creatinine 221 umol/L: not above 221; measured clearance exactly 30 mL/min: not below 30", dict(
        sex="male", born="1972-09-12", weight=68, units=dict(creat="umol/L"), labs=dict(creat=2.5, ccr=30), add=[("dx", "ckd4", "2025-07")])),
    ("lupus_nephritis", "creatinine 222 umol/L and 6.4 g protein in 24 h: severe nephritis; cyclophosphamide 30 days ago: mil62 out", dict(
        sex="female", born="1990-07-18", labs=dict(creat=("=", 222, "umol/L"), prot24=6.4, ccr=33), add=[("dx", "nephrotic", "2026-03-30"),
            ("infusion", "cyclophosphamide", ago(30), 500, "mg"), ("infusion", "cyclophosphamide", ago(44), 500, "mg")])),
    # Infection markers.
    ("sle", "HBsAg positive, HBV DNA <20 IU/mL on entecavir: out for cc312 and the telitacicept-like trial, lawful in relma-cel, open in mil62", dict(
        sex="male", born="1975-10-25", qual=dict(hbsag="pos", hbcab="pos"), add=[("dx", "hbv", "2009"), ("lab", "hbv_dna", ("<", 20, "[IU]/mL"), ago(11)),
            ("order", "entecavir", 0.5, "mg", (1, 1, "d"), "2025-09-22", None)])),
    ("sle", "anti-HBc positive, HBsAg negative, no HBV DNA: the test is due, unknown until then", dict(sex="female", born="1968-05-05", qual=dict(hbcab="pos"))),
    ("sle", "HCV antibody positive after a cure, RNA not detected: out wherever the antibody counts", dict(
        sex="male", born="1966-11-14", qual=dict(hcv="pos"), add=[("dx", "hcv", "2014-03", dict(abated="2017-06")), ("qual", "hcv_rna", "not detected", ago(12))])),
    ("sle", "IGRA positive, no active disease: cc312 out; RPR reactive but treponemal antibody negative: not syphilis", dict(
        sex="female", born="1998-12-01", qual=dict(igra="pos"), add=[("dx", "latent_tb", ago(10)), ("qual", "rpr", "reactive", ago(12))])),
    # Vaccines.
    ("sle", "MMR vaccine 27 days ago: inside every window", dict(sex="female", born="2001-04-27", add=[("shot", "03", "MMR", ago(27))])),
    ("sle", "varicella vaccine exactly 28 days ago: the last day inside", dict(sex="female", born="1999-09-09", add=[("shot", "21", "varicella", ago(28))])),
    # Diseases, procedures, pregnancy.
    ("sle", "seizure from lupus 40 days ago: the nervous system criteria of three trials", dict(sex="female", born="1994-03-03", add=[
        ("dx", "seizure", ago(40), dict(note="attributed to lupus by neurology"))], items=["Seizure", "Arthritis", "Low complement", "Increased DNA binding"])),
    ("sle", "major depression: telitacicept-like out; suicidal thoughts five months ago: relma-cel out; gallbladder removed 21 days ago: cc312 "
        "out if that was major surgery", dict(sex="female", born="1985-08-08", add=[("dx", "depression", "2025-11-03"), ("dx", "suicidal", "2026-01-05", dict(abated="2026-01-19")),
            ("order", "sertraline", 100, "mg", (1, 1, "d"), "2025-11-03", None), ("proc", "45595009", "Laparoscopic cholecystectomy", ago(21))])),
    ("lupus_nephritis", "kidney transplant in 2016, failed; hemodialysis three times a week, the last three days ago", dict(
        sex="female", born="1978-10-10", labs=dict(hb=98, creat=7.1, ccr=6, prot24=1.1), add=[("dx", "transplant_status", "2016-04-20"), ("dx", "esrd", "2025-02-11"),
            ("dx", "dialysis_status", "2025-02-11"), ("proc", "70536003", "Transplantation of kidney", "2016-04-20")] + [
            ("proc", "302497006", "Hemodialysis", ago(n)) for n in (8, 5, 3)])),
    ("sle", "plasma exchange 20 days ago through a new central catheter: out for mil62 and the telitacicept-like trial; relma-cel counts from "
        "leukapheresis; a catheter is no surgery in cc312", dict(sex="male", born="1983-12-19", add=[
            ("proc", None, "Insertion of central venous catheter", ago(21)), ("proc", None, "Therapeutic plasma exchange", ago(20))])),
    ("sle", "pregnant: 12 weeks, hCG positive", dict(sex="female", born="1996-05-29", qual=dict(hcg="pos"), add=[("dx", "pregnant", "2026-03-09"),
        ("lab", "hcg_qn", 48200, ago(14))])),
    ("sle", "breastfeeding since a birth in January", dict(sex="female", born="1993-02-14", add=[("dx", "lactating", "2026-01-18")])),
    ("sle", "a man with a positive hCG result: evidence against the rule, both shown", dict(sex="male", born="1991-09-24", add=[("qual", "hcg", "pos", ago(9))])),
    ("sle", "pneumonia 14 days ago, cured with levofloxacin five days ago: relma-cel and cc312 look back 14 days, the telitacicept-like trial "
        "only asks for today", dict(sex="female", born="1981-01-06", add=[
        ("dx", "pneumonia", ago(14), dict(abated=ago(5))), ("order", "levofloxacin", 500, "mg", (1, 1, "d"), ago(14), ago(5))])),
    # What records are like.
    ("sle", "died on 2026-03-11; the chart before that was clear", dict(sex="female", born="1970-06-30", died="2026-03-11", day="2026-02-24")),
    ("sle", "void and future resources only: HBsAg, rituximab and stroke entered in error, MMR not done, rituximab planned for 2026-06-20, "
        "hemoglobin dated 2026-06-10: none of it exists", dict(sex="female", born="1988-04-30", add=[
            ("qual", "hbsag", "pos", ago(30), dict(status="entered-in-error")), ("infusion", "rituximab", "2026-03-03", 1000, "mg", dict(status="entered-in-error")),
            ("dx", "stroke", "2026-04-28", dict(ver="entered-in-error")), ("shot", "03", "MMR", ago(6), dict(status="not-done")),
            ("order", "rituximab", 1000, "mg", (1, 1, "d"), "2026-06-20", "2026-06-20", dict(route="iv", status="draft")), ("lab", "hb", 71, "2026-06-10")])),
    ("sle", "all results of 2026-01-04, 148 days old: strict unknown, presumed as they are", dict(sex="female", born="1984-11-11", day="2026-01-04")),
    ("bare", "silence: a diagnosis, an age and two prescriptions, no result at all", dict(sex="female", born="1992-08-20")),
    ("sle", "broken results: hemoglobin without unit, creatinine in `mg/dlx`, ALT 82 without range, two platelet counts of one day (48 and 61) "
        "without times, two AST with times", dict(sex="male", born="1979-02-02", labs=dict(hb=("=", 121, None), creat=("=", 0.9, "mg/dlx"),
            alt=("=", 82, "U/L", "no range"), plt=61, ast=None), add=[("lab", "plt", 48, "panel"), ("lab", "ast", 96, "2026-05-19T08:05:00+02:00"),
            ("lab", "ast", 31, "2026-05-19T15:40:00+02:00")], day="2026-05-19",
            items=["Arthritis", "Rash", "Low complement", "Increased DNA binding", "Thrombocytopenia"])),
    ("sle", "lupus only provisional: unknown until confirmed", dict(sex="female", born="2000-10-31", ver="provisional", classified=False)),
    # The other cohorts of cc312.
    ("myositis", "inclusion body myositis: excluded from the myositis cohort", dict(sex="male", born="1962-07-22", dx="ibm", labs=dict(ck=410, alt=44, ast=41))),
    ("myositis", "MMT-8 142 of 150 and patient global 1.9 fall short, but three of six still hold: physician global 2, HAQ 0.25, enzymes", dict(
        sex="female", born="1986-06-06", mmt8=142, loss=8, phga=2, ptga=1.9, mdaat=1, haq=0.25)),
    ("myositis", "past prednisone exactly 1 mg/kg (60 mg at 60 kg): the text asks for more than 1", dict(sex="female", born="1990-01-09", weight=60, first_dose=60)),
    ("sclerosis", "diagnosed '2021': five years over or not, unknown; prednisone 12.5 mg: above the 10 of the sclerosis cohort", dict(
        sex="female", born="1970-03-19", since="2021", gc=[("prednisone", 12.5, "2025-10-06", None)])),
    ("sclerosis", "diffuse sclerosis with pulmonary hypertension on bosentan and sildenafil, renal crisis in 2024, mRSS 31", dict(
        sex="male", born="1965-05-17", mrss=(31, 26), add=[("dx", "ph", "2024-10-14"), ("dx", "renal_crisis", "2024-02", dict(abated="2024-05")),
            ("order", "bosentan", 125, "mg", (2, 1, "d"), "2025-10-14", None), ("order", "sildenafil", 20, "mg", (3, 1, "d"), "2025-10-14", None)])),
    ("sclerosis", "limited sclerosis (CREST), anti-centromere, mRSS 8: not the diffuse form", dict(
        sex="female", born="1963-09-28", dx="crest", antibody="centromere", mrss=(8, 8))),
    # Near neighbours.
    ("neighbour", "rheumatoid arthritis on methotrexate, HIV positive: the wrong disease for every trial", dict(
        sex="male", born="1976-12-06", dx="ra", qual=dict(hiv="pos"), add=[("order", "methotrexate", 15, "mg", (1, 1, "wk"), "2025-09-01", None)])),
    ("neighbour", "healthy apart from high blood pressure and a worn knee", dict(sex="female", born="1971-01-15", dx="hypertension", ana=None, add=[
        ("dx", "arthrosis", "2022-05"), ("order", "lisinopril", 10, "mg", (1, 1, "d"), "2025-08-11", None)])),
    ("neighbour", "discoid lupus of the skin; systemic lupus was considered and refuted", dict(sex="female", born="1989-06-13", dx="discoid", add=[
        ("dx", "sle", "2025-04-07", dict(ver="refuted")), ("order", "hydroxychloroquine", 200, "mg", (1, 1, "d"), "2025-09-15", None)])),
]

SYSTEM = {"icd": "http://hl7.org/fhir/sid/icd-10-cm", "snomed": "http://snomed.info/sct", "loinc": "http://loinc.org", "ucum": "http://unitsofmeasure.org",
          "rxnorm": "http://www.nlm.nih.gov/research/umls/rxnorm", "cvx": "http://hl7.org/fhir/sid/cvx"}
HL7 = "http://terminology.hl7.org/CodeSystem/"

CONDITIONS = {  # ICD-10-CM, SNOMED CT, text
    "sle": ("M32.9", "55464009", "Systemic lupus erythematosus"), "nephritis": ("M32.14", "68815009", "Lupus nephritis"),
    "discoid": ("L93.0", "200938002", "Discoid lupus erythematosus"), "dermatomyositis": ("M33.10", "396230008", "Dermatomyositis"),
    "polymyositis": ("M33.20", "31384009", "Polymyositis"), "ibm": ("G72.41", "72315009", "Inclusion body myositis"),
    "sclerosis": ("M34.0", "89155008", "Diffuse cutaneous systemic sclerosis"), "crest": ("M34.1", None, "Limited cutaneous systemic sclerosis (CREST)"),
    "ra": ("M05.9", "69896004", "Rheumatoid arthritis with rheumatoid factor"), "raynaud": ("I73.00", "266261006", "Raynaud phenomenon"),
    "hypertension": ("I10", "59621000", "Essential hypertension"), "arthrosis": (None, "239873007", "Osteoarthritis of knee"),
    "aps": ("D68.61", "26843008", "Antiphospholipid syndrome"), "itp": ("D69.3", "2897005", "Immune thrombocytopenia"),
    "mi": ("I21.9", "22298006", "Myocardial infarction"), "stroke": ("I63.9", "230690007", "Stroke"), "seizure": (None, "91175000", "Seizure"),
    "breast_cancer": ("C50.912", "254837009", "Breast cancer, left"), "basal_cell": ("C44.319", "254701007", "Basal cell carcinoma of skin of cheek"),
    "depression": ("F32.2", "370143000", "Major depressive disorder, single episode, severe"), "suicidal": ("R45.851", "6471006", "Suicidal thoughts"),
    "ckd4": ("N18.4", None, "Chronic kidney disease, stage 4"), "nephrotic": (None, "52254009", "Nephrotic syndrome"),
    "esrd": ("N18.6", "46177005", "End-stage renal disease"), "dialysis_status": ("Z99.2", "105502003", "Dependence on renal dialysis"),
    "transplant_status": ("Z94.0", "161665007", "History of kidney transplant"), "hbv": ("B18.1", "61977001", "Chronic hepatitis B"),
    "hcv": ("B18.2", "128302006", "Chronic hepatitis C"), "latent_tb": ("Z22.7", None, "Latent tuberculosis"), "pneumonia": ("J18.9", "385093006", "Community acquired pneumonia"),
    "pregnant": ("Z33.1", "77386006", "Pregnant"), "lactating": ("Z39.1", "69840006", "Breastfeeding"), "menopause": ("Z78.0", "76498008", "Postmenopausal"),
    "ph": ("I27.21", "70995007", "Pulmonary arterial hypertension in systemic sclerosis"), "renal_crisis": (None, None, "Scleroderma renal crisis"),
}
LABS = {  # LOINC, text, unit, low and high of the reference range, digits
    "hb": ("718-7", "Hemoglobin", "g/L", 118, 155, 0), "wbc": ("6690-2", "Leukocytes", "10*9/L", 3.9, 10.2, 1), "anc": ("751-8", "Neutrophils", "10*9/L", 1.8, 7.7, 1),
    "alc": ("731-0", "Lymphocytes", "10*9/L", 0.9, 3.6, 1), "plt": ("777-3", "Platelets", "10*9/L", 150, 370, 0), "alt": ("1742-6", "ALT", "U/L", 7, 40, 0),
    "ast": ("1920-8", "AST", "U/L", 8, 40, 0), "bili": ("1975-2", "Bilirubin, total", "mg/dL", 0.2, 1.2, 1), "creat": ("2160-0", "Creatinine", "mg/dL", 0.5, 1.1, 2),
    "ccr": ("2164-2", "Creatinine clearance, 24 h urine", "mL/min", 80, 130, 0), "prot24": ("2889-4", "Protein, 24 h urine", "g/(24.h)", None, 0.15, 2),
    "inr": ("6301-6", "INR", "1", 0.9, 1.2, 2), "aptt": ("14979-9", "APTT", "s", 25, 36, 1), "c3": ("4485-9", "Complement C3", "mg/dL", 90, 180, 0),
    "c4": ("4498-2", "Complement C4", "mg/dL", 10, 40, 0), "iga": ("2458-8", "IgA", "mg/dL", 70, 400, 0), "cd4": ("24467-3", "CD3+CD4+ T cells", "/uL", 430, 1600, 0),
    "cd19": ("8116-6", "CD19+ B cells", "/uL", 100, 500, 0), "ck": ("2157-6", "Creatine kinase", "U/L", 30, 190, 0), "aldolase": ("1761-6", "Aldolase", "U/L", 1, 7.6, 1),
    "ldh": ("2532-0", "Lactate dehydrogenase", "U/L", 125, 250, 0), "dsdna": ("5130-0", "Anti-dsDNA antibody", "[IU]/mL", None, 30, 0),
    "hbv_dna": ("42595-9", "HBV DNA", "[IU]/mL", None, None, 0), "hcg_qn": ("21198-7", "Beta-hCG, serum", "m[IU]/mL", None, 5, 0),
    "weight": ("29463-7", "Body weight", "kg", None, None, 0), "height": ("8302-2", "Body height", "cm", None, None, 0),
    "spo2": ("59408-5", "Oxygen saturation", "%", None, None, 0), "lvef": ("10230-1", "Left ventricular ejection fraction", "%", None, None, 0),
    "sbp": ("8480-6", "Systolic blood pressure", "mm[Hg]", None, None, 0), "temp": ("8310-5", "Body temperature", "Cel", None, None, 1),
    "fvc": ("19872-1", "Forced vital capacity, % of predicted", "%", None, None, 0),
}
OTHER_UNIT = {("hb", "g/dL"): (0.1, 1, None), ("wbc", "10*3/uL"): (1, 1, None), ("plt", "10*3/uL"): (1, 0, None), ("creat", "umol/L"): (88.4, 0, "14682-9"),
              ("bili", "umol/L"): (17.1, 1, "14631-6"), ("cd4", "10*9/L"): (0.001, 2, None), ("iga", "g/L"): (0.01, 2, None)}
QUALS = {  # LOINC, text
    "ana": ("8061-4", "Antinuclear antibody (ANA)"), "dsdna": ("31348-6", "Anti-dsDNA antibody"), "sm": ("31627-3", "Anti-Sm antibody"),
    "hbsag": ("5196-1", "HBsAg"), "hbcab": ("13952-7", "Anti-HBc, total"), "hcv": ("13955-0", "HCV antibody"), "hiv": ("56888-1", "HIV 1+2 antibody and p24 antigen"),
    "tp": ("24110-9", "Treponema pallidum antibody"), "rpr": ("20507-0", "RPR"), "igra": ("45323-3", "Tuberculosis interferon-gamma release assay (IGRA)"),
    "hcg": ("2110-5", "Beta-hCG, serum, qualitative"), "hbv_dna_ql": ("29610-3", "HBV DNA, qualitative"), "hcv_rna": ("11259-9", "HCV RNA, qualitative"),
    "jo1": ("44332-5", "Anti-Jo-1 antibody"), "srp": ("33921-8", "Anti-SRP antibody"), "scl70": ("21518-6", "Anti-Scl-70 antibody"), "centromere": ("16137-2", "Anti-centromere antibody"),
}
ANSWERS = {"pos": ("10828004", "Positive", "POS"), "neg": ("260385009", "Negative", "NEG"), "equivocal": ("42425007", "Equivocal", "IND"),
           "reactive": ("11214006", "Reactive", "POS"), "not detected": ("260415000", "Not detected", "NEG")}
RXNORM = {"prednisone": "8640", "prednisolone": "8638", "methylprednisolone": "6902", "hydroxychloroquine": "5521", "mycophenolate mofetil": "68149",
          "azathioprine": "1256", "methotrexate": "6851", "leflunomide": "27169", "cyclophosphamide": "3002", "tacrolimus": "42316", "cyclosporine": "3008",
          "rituximab": "121191", "belimumab": "1092437", "anifrolumab": None, "etanercept": "214555", "warfarin": "11289", "entecavir": "306266",
          "sertraline": "36437", "levofloxacin": "82122", "folic acid": "4511", "omeprazole": "7646", "lisinopril": "29046", "bosentan": None, "sildenafil": "136411"}
ROUTES = {"oral": ("26643006", "oral"), "iv": ("47625008", "intravenous"), "sc": ("34206005", "subcutaneous"), "topical": ("6064005", "topical"), "eye": (None, "ophthalmic")}
SLEDAI = {"Seizure": 8, "Psychosis": 8, "Organic brain syndrome": 8, "Visual disturbance": 8, "Cranial nerve disorder": 8, "Lupus headache": 8, "CVA": 8, "Vasculitis": 8,
          "Arthritis": 4, "Myositis": 4, "Urinary casts": 4, "Hematuria": 4, "Proteinuria": 4, "Pyuria": 4, "Rash": 2, "Alopecia": 2, "Mucosal ulcers": 2, "Pleurisy": 2,
          "Pericarditis": 2, "Low complement": 2, "Increased DNA binding": 2, "Fever": 1, "Thrombocytopenia": 1, "Leukopenia": 1}
REGIMENS = {  # steroid dose; what is taken now, since; what was taken before, from, to
    "mycophenolate": (10, [("mycophenolate mofetil", 1000, "mg", (2, 1, "d"), "2025-09-15")], [("azathioprine", 100, (1, 1, "d"), "2023-02-06", "2024-06-30")]),
    "azathioprine": (7.5, [("azathioprine", 100, "mg", (1, 1, "d"), "2025-08-20")], [("methotrexate", 15, (1, 1, "wk"), "2022-05-09", "2023-03-20")]),
    "methotrexate": (15, [("methotrexate", 15, "mg", (1, 1, "wk"), "2025-10-06"), ("folic acid", 5, "mg", (1, 1, "wk"), "2025-10-06")],
                     [("leflunomide", 20, (1, 1, "d"), "2023-01-16", "2024-02-25")]),
    "steroid alone": (5, [], [("azathioprine", 100, (1, 1, "d"), "2022-11-07", "2024-01-31"), ("methotrexate", 15, (1, 1, "wk"), "2024-03-04", "2025-03-31")]),
}
NAMES = {"female": "Ada Bea Cleo Dora Edda Fay Gro Hedy Iris Jana Kaya Lena Mila Nora Olga Pia Romy Saga Tara Una Vera Wilma Yara Zoe".split(),
         "male": "Abel Boris Cai Dino Emil Finn Gus Hugo Ivo Jon Kurt Leo Max Nils Otto Paul Rolf Sam Tom Uwe Vito Wim Yuri Zeno".split()}
FAMILIES = ("Alder Aspen Beech Birch Blackthorn Boxwood Briar Cedar Cherry Chestnut Clover Cypress Dogwood Elder Elm Fern Fir Gorse Hawthorn Hazel Heather Holly "
            "Hornbeam Ivy Juniper Larch Laurel Lilac Linden Maple Medlar Mistletoe Moss Mulberry Myrtle Nettle Oak Olive Osier Pine Plane Poplar Privet Quince Reed "
            "Rowan Rush Sage Sallow Sedge Sloe Spindle Spruce Sumac Sycamore Tamarisk Teasel Thistle Thyme Vetch Walnut Whitebeam Willow Woodruff Yarrow Yew Zinnia").split()


def coded(system, code, text):
    return {"coding": [{"system": SYSTEM[system], "code": code}], "text": text} if code else {"text": text}


def status_of(system, code):
    return {"coding": [{"system": HL7 + system, "code": code}]}


class Chart:
    """One patient's Bundle while it grows. Methods take ISO dates, also partial ones, and number what they add."""

    def __init__(self, pid, change):
        self.id, self.change, self.rng = pid, change, random.Random("eligo examples " + pid)
        self.entries, self.count = [], {}
        self.subject = {"reference": "Patient/" + pid}
        self.day = change.get("day") or ago(6 + int(self.rng.random() * 14))
        self.stamp = self.day if "day" in change or self.chance(0.5) else self.day + "T08:%02d:00+02:00" % self.between(5, 55)
        self.style = ("coded", "text", "both")[self.between(0, 3)]
        index = int(pid[3:]) - 1
        given = NAMES[change["sex"]]
        patient = {"identifier": [{"system": "https://example.org/mrn", "value": "MRN-%05d" % (70000 + 37 * index)}],
                   "name": [{"family": FAMILIES[index % len(FAMILIES)], "given": [given[index % len(given)]]}], "gender": change["sex"], "birthDate": change["born"]}
        if "died" in change:
            patient["deceasedDateTime"] = change["died"]
        self.put("Patient", "", patient)

    def put(self, kind, prefix, body):
        number = self.count[prefix] = self.count.get(prefix, 0) + 1
        rid = "%s-%s%d" % (self.id, prefix, number) if prefix else self.id
        self.entries.append({"fullUrl": "https://example.org/fhir/%s/%s" % (kind, rid), "resource": {"resourceType": kind, "id": rid, **body}})
        return kind + "/" + rid

    def between(self, low, high, digits=0):
        """A number in [low, high); whole when no digits are asked for."""
        value = low + (high - low) * self.rng.random()
        return round(value, digits) if digits else int(value)

    def chance(self, part):
        return self.rng.random() < part

    def dx(self, key, onset, o={}):
        icd, snomed, text = CONDITIONS[key]
        codings = [{"system": SYSTEM[s], "code": c} for s, c in (("icd", icd), ("snomed", snomed)) if c]
        body = {"clinicalStatus": status_of("condition-clinical", "resolved" if "abated" in o else "active")}
        if o.get("ver") in ("entered-in-error", "refuted"):
            body = {}
        body |= {"verificationStatus": status_of("condition-ver-status", o.get("ver", "confirmed")), "code": ({"coding": codings} if codings else {}) | {"text": text},
                 "subject": self.subject, "onsetDateTime": onset}
        if "abated" in o:
            body["abatementDateTime"] = o["abated"]
        body["recordedDate"] = onset
        if "note" in o:
            body["note"] = [{"text": o["note"]}]
        self.put("Condition", "c", body)

    def observation(self, code, when, value, o={}):
        body = {"status": o.get("status", "final")}
        if "category" in o:
            body["category"] = [status_of("observation-category", o["category"])]
        body |= {"code": code, "subject": self.subject, "effectiveDateTime": when} | value | o.get("also", {})
        return self.put("Observation", "o", body)

    def lab(self, key, value, when="panel", o={}):
        """`value`: a number in the lab's usual unit, or (comparator, number, unit as printed[, "no range"])."""
        loinc, text, unit, low, high, digits = LABS[key]
        sign, reported = "=", self.change.get("units", {}).get(key, unit)
        scale = OTHER_UNIT.get((key, reported))
        if isinstance(value, tuple):
            sign, value, reported = value[:3]
            scale = OTHER_UNIT.get((key, reported))
            digits = 3
            if len(self.change.get("labs", {}).get(key, ())) > 3 or (reported != unit and not scale):
                low = high = None
        elif scale:
            value, digits = value * scale[0], scale[1]
        if scale:
            loinc = scale[2] or loinc
            low, high = (x and round(x * scale[0], 2) for x in (low, high))
        amount = {"value": neat(value, digits)} | ({"comparator": sign} if sign != "=" else {})
        amount |= {"unit": reported, "system": SYSTEM["ucum"], "code": reported} if reported else {}
        body = {"valueQuantity": amount}
        sides = {name: {"value": x} | ({"unit": reported} if reported else {}) for name, x in (("low", low), ("high", high)) if x is not None}
        if sides:
            body["referenceRange"] = [sides]
            if sign == "=" and self.style == "both":
                flag = "L" if low is not None and value < low else "H" if high is not None and value > high else "N"
                body["interpretation"] = [status_of("v3-ObservationInterpretation", flag)]
        category = "vital-signs" if key in ("weight", "height", "spo2", "sbp", "temp") else "laboratory"
        self.observation(coded("loinc", loinc, text), self.stamp if when == "panel" else when, body, {"category": category} | o)

    def qual(self, key, answer, when="panel", o={}):
        snomed, word, flag = ANSWERS[answer]
        value = {"valueString": word} if self.style == "text" else {"valueCodeableConcept": coded("snomed", snomed, word)}
        if self.style == "both":
            value["interpretation"] = [status_of("v3-ObservationInterpretation", flag)]
        self.observation(coded("loinc", *QUALS[key]), self.stamp if when == "panel" else when, value, {"category": "laboratory"} | o)

    def score(self, text, value, when="panel", components=None):
        body = {"valueString": value} if isinstance(value, str) else {"valueInteger": value} if isinstance(value, int) and self.style != "both" else {
            "valueQuantity": {"value": value, "unit": "{score}", "system": SYSTEM["ucum"], "code": "{score}"}} if value is not None else {}
        if components:
            body["component"] = [{"code": {"text": name}} | ({"valueString": x} if isinstance(x, str) else {"valueInteger": x}) for name, x in components.items()]
        self.observation({"text": text}, self.day if when == "panel" else when, body, {"category": "survey"})

    def dosage(self, dose, unit, timing, route):
        frequency, period, per = timing
        return [{"timing": {"repeat": {"frequency": frequency, "period": period, "periodUnit": per}}, "route": coded("snomed", *ROUTES[route]),
                 "doseAndRate": [{"doseQuantity": {"value": dose, "unit": unit, "system": SYSTEM["ucum"], "code": unit}}]}]

    def order(self, drug, dose, unit, timing, start, end=None, o={}):
        """A MedicationRequest; without an end it is active and its dispensing runs for a year from the start."""
        last = end or (date.fromisoformat(start) + timedelta(days=364)).isoformat()
        self.put("MedicationRequest", "m", {
            "status": o.get("status", "completed" if end else "active"), "intent": "order",
            "medicationCodeableConcept": coded("rxnorm", RXNORM[drug], o.get("text", drug)), "subject": self.subject, "authoredOn": start,
            "dosageInstruction": self.dosage(dose, unit, timing, o.get("route", "oral")), "dispenseRequest": {"validityPeriod": {"start": start, "end": last}}})

    def course(self, drug, dose, timing, start, end, o={}):
        """A finished course, told afterwards: a MedicationStatement."""
        self.put("MedicationStatement", "s", {
            "status": "completed", "medicationCodeableConcept": coded("rxnorm", RXNORM[drug], drug), "subject": self.subject,
            "effectivePeriod": {"start": start, "end": end}, "dosage": self.dosage(dose, "mg", timing, "oral")} | o)

    def infusion(self, drug, when, dose, unit, o={}):
        amount = {"value": dose, "unit": unit, "system": SYSTEM["ucum"], "code": unit}
        self.put("MedicationAdministration", "a", {"status": o.get("status", "completed"), "medicationCodeableConcept": coded("rxnorm", RXNORM[drug], drug),
                 "subject": self.subject, "effectiveDateTime": when, "dosage": {"route": coded("snomed", *ROUTES["iv"]), "dose": amount}})

    def proc(self, snomed, text, when):
        self.put("Procedure", "p", {"status": "completed", "code": coded("snomed", snomed, text), "subject": self.subject, "performedDateTime": when})

    def shot(self, cvx, text, when, o={}):
        self.put("Immunization", "i", {"status": o.get("status", "completed"), "vaccineCode": coded("cvx", cvx, text), "patient": self.subject, "occurrenceDateTime": when})

    def allergy(self, rxnorm, text, onset, o={}):
        self.put("AllergyIntolerance", "g", {"clinicalStatus": status_of("allergyintolerance-clinical", "active"),
                 "verificationStatus": status_of("allergyintolerance-verification", "confirmed"), "code": coded("rxnorm", rxnorm, text), "patient": self.subject,
                 "onsetDateTime": onset, "reaction": [{"manifestation": [{"text": o["text"]}], "severity": o["severity"]}]})

    def trial(self, title, start, end):
        study = self.put("ResearchStudy", "t", {"title": title, "status": "active"})
        self.put("ResearchSubject", "r", {"status": "off-study", "period": {"start": start, "end": end}, "study": {"reference": study}, "individual": self.subject})

    # What several base charts share.

    def blood(self, **special):
        """Blood count, liver, kidney: unremarkable values, then the base's, then the case's. None leaves a result out."""
        anc, alc = self.between(2.2, 4.8, 1), self.between(1.0, 1.7, 1)
        values = dict(hb=self.between(121, 139), wbc=round(anc + alc + self.between(0.3, 0.6, 1), 1), anc=anc, alc=alc, plt=self.between(165, 330), alt=self.between(13, 35),
                      ast=self.between(14, 34), bili=self.between(0.3, 0.9, 1), creat=self.between(0.6, 0.9, 2))
        for key, value in (values | special | self.change.get("labs", {})).items():
            if value is not None:
                self.lab(key, value)

    def viruses(self, *more):
        for key in ("hbsag", "hcv", "hiv") + more:
            self.qual(key, self.change.get("qual", {}).get(key, "neg"))

    def person(self):
        """Weight, height, and for women what tells whether they can become pregnant."""
        female = self.change["sex"] == "female"
        weight = self.change.get("weight") or self.between(*((54, 73) if female else (66, 89)))
        self.lab("weight", weight)
        self.lab("height", self.between(*((156, 175) if female else (168, 189))))
        if female and self.change["born"] < "1970":
            self.dx("menopause", "2018")
        elif female:
            self.qual("hcg", self.change.get("qual", {}).get("hcg", "neg"))
        return weight

    def steroids(self, default):
        for drug, dose, start, end in self.change.get("gc", default):
            self.order(drug, dose, "mg", (1, 1, "d"), start, end)

    def finish(self):
        for name, *rest in self.change.get("add", []):
            getattr(self, name)(*rest)
        if self.change.get("allergies") == "none":
            self.put("AllergyIntolerance", "g", {"clinicalStatus": status_of("allergyintolerance-clinical", "active"),
                     "code": coded("snomed", "716186003", "No known allergy"), "patient": self.subject})
        if "consent" in self.change:
            self.put("Consent", "k", {"status": "active", "scope": status_of("consentscope", "research"), "category": [{"text": "Informed consent to a clinical trial"}],
                     "patient": self.subject, "dateTime": self.change["consent"], "policyRule": {"text": "Signed informed consent form"}})
        return {"resourceType": "Bundle", "id": "bundle-" + self.id, "meta": {"security": [status_of("v3-ActReason", "HTEST")["coding"][0]]},
                "type": "collection", "entry": self.entries}


def neat(value, digits):
    value = round(value, digits)
    return int(value) if value == int(value) else value


def antibodies(c):
    """ANA and anti-dsDNA, as the case words them."""
    ana = c.change.get("ana", ("string", (160, 320, 640, 1280)[c.between(0, 4)]))
    titer = coded("loinc", "5048-4", "ANA titer, immunofluorescence")
    if isinstance(ana, tuple):
        value = {"valueString": "1:%d" % ana[1]} if ana[0] == "string" else {"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": ana[1]}}}
        c.observation(titer, c.stamp, value, {"category": "laboratory"})
    elif ana is None:
        c.observation(titer, c.stamp, {"valueString": "<1:40"}, {"category": "laboratory"})
    c.qual("ana", "pos" if isinstance(ana, tuple) else "neg" if ana is None else ana)


def sle(c, nephritis=False):
    """Active lupus: a chart that lacks nothing a chart can hold for mil62, the telitacicept-like trial, hn2301, cc312 and relma-cel."""
    o = c.change
    year, month = c.between(2017, 2021), c.between(1, 13)
    onset = "%d-%02d" % (year, month) + ("-%02d" % c.between(1, 29) if c.chance(0.6) else "")
    c.dx("sle", onset, {"ver": o.get("ver", "confirmed")})
    if nephritis:
        c.dx("nephritis", "2024-%02d-%02d" % (c.between(1, 13), c.between(1, 29)))
        c.score("Lupus nephritis class (ISN/RPS)", "IV", "2024-12-10")
    if c.chance(0.35):
        c.dx("raynaud", "%d" % year)
    if o.get("classified", True):
        c.score("EULAR/ACR 2019 SLE classification score", c.between(15, 29), "%d-%02d" % (year, month))
        c.score("ACR 1997 SLE criteria, items met", c.between(5, 8), "%d-%02d" % (year, month))

    labs = o.get("labs", {})
    items = list(o.get("items", ["Hematuria", "Proteinuria", "Arthritis", "Low complement", "Increased DNA binding"] if nephritis else
                       ["Arthritis", "Rash", "Mucosal ulcers", "Low complement", "Increased DNA binding"]))
    low = "Low complement" in items
    c.blood(creat=c.between(0.65, 0.95, 2), ccr=c.between(84, 118), prot24=c.between(1.2, 2.4, 2) if nephritis else c.between(0.05, 0.14, 2), inr=c.between(0.95, 1.1, 2),
            aptt=c.between(27, 34, 1), c3=c.between(52, 80) if low else c.between(98, 140), c4=c.between(4, 9) if low else c.between(14, 30), iga=c.between(120, 310),
            cd4=c.between(450, 900), cd19=c.between(110, 290))
    antibodies(c)
    dsdna = o.get("dsdna", "pos" if "Increased DNA binding" in items else "neg")
    if dsdna == "bare":
        c.observation(coded("loinc", "5130-0", "Anti-dsDNA antibody"), c.stamp, {"valueQuantity": {"value": 41}}, {"category": "laboratory"})
    elif c.chance(0.5):
        c.lab("dsdna", c.between(64, 210) if dsdna == "pos" else c.between(4, 19))
    else:
        c.qual("dsdna", dsdna)
    c.qual("sm", "pos" if isinstance(o.get("ana", ()), tuple) and c.chance(0.3) else "neg")
    c.viruses("hbcab", "tp", "igra")
    c.person()
    c.lab("temp", c.between(36.3, 37.0, 1))
    air = {"method": {"text": "Pulse oximetry"}, "component": [{"code": {"text": "Oxygen supply"}, "valueString": "room air"}]}
    c.lab("spo2", c.between(96, 100), "panel", {"also": air})
    c.lab("lvef", c.between(57, 67), "panel", {"category": "imaging", "also": {"method": {"text": "Echocardiography"}}})
    c.score("CTCAE v5.0 dyspnea grade", 0)

    total = o.get("sledai_total", sum(SLEDAI[item] for item in items))
    serology = sum(SLEDAI[item] for item in items if item in ("Low complement", "Increased DNA binding"))
    by_item = "sledai_total" not in o and ("Alopecia" in items or c.chance(0.35))
    c.score("SLEDAI-2K total score", total, components={name: weight * (name in items) for name, weight in SLEDAI.items()} if by_item else None)
    if o.get("selena", True):
        c.score("SELENA-SLEDAI total score", total)
        c.score("SELENA-SLEDAI clinical score (without complement and anti-dsDNA)", total - serology)
    if o.get("bilag", True):
        letters = {"constitutional": "C", "mucocutaneous": "B", "neuropsychiatric": "A" if "Seizure" in items else "E", "musculoskeletal": "B", "cardiorespiratory": "E",
                   "gastrointestinal": "E", "ophthalmic": "E", "renal": "A" if nephritis else "E", "hematological": "C"}
        if c.chance(0.5):
            c.score("BILAG-2004 index", None, components={"BILAG-2004 " + name: letter for name, letter in letters.items()})
        else:
            for name, letter in letters.items():
                c.score("BILAG-2004 %s domain" % name, letter)
    c.score("Response to standard therapy", "inadequate response")

    regimen = o.get("regimen") or ("mycophenolate", "azathioprine", "methotrexate")[c.between(0, 3)]
    dose, now, before = REGIMENS[regimen]
    for drug, amount, timing, start, end in before:
        c.course(drug, amount, timing, start, end)
    alone = regimen == "steroid alone"
    c.course("hydroxychloroquine", 400, (1, 1, "d"), "2021-11-08", "2025-05-11" if alone else "2025-11-02",
             {"statusReason": [{"text": "retinal toxicity"}]} if alone else {})
    if not alone:
        c.order("hydroxychloroquine", 200, "mg", (2, 1, "d"), "2025-11-03")
    c.course("prednisone", 20, (1, 1, "d"), "2025-08-25", "2025-12-07")
    c.steroids([("prednisone", dose, "2025-12-08", None)])
    for drug, amount, unit, timing, start in now:
        c.order(drug, amount, unit, timing, start)
    if c.chance(0.3):
        c.order("omeprazole", 20, "mg", (1, 1, "d"), "2026-01-19")


def lupus_nephritis(c):
    sle(c, nephritis=True)


def myositis(c):
    """Active dermato- or polymyositis after high-dose prednisone, methotrexate and mycophenolate."""
    o = c.change
    c.dx(o.get("dx", "dermatomyositis"), "2024-09-16")
    c.score("EULAR/ACR 2017 IIM classification score, without muscle biopsy", 8.1, "2024-09-30")
    c.score("EULAR/ACR 2017 IIM classification", "definite", "2024-09-30")
    c.blood(alt=71, ast=62, ck=980, aldolase=12.1, ldh=330, iga=c.between(120, 310))
    antibodies(c)
    for key in ("jo1", "srp"):
        c.qual(key, "pos" if o.get("msa", "jo1") == key else "neg", "2024-09-20")
    c.viruses("tp", "igra")
    weight = c.person()
    c.lab("weight", weight, "2024-10-01")
    c.score("MMT-8 total score (0-150)", o.get("mmt8", 128))
    c.score("Strength loss in affected muscles, %", o.get("loss", 27))
    c.score("Physician global activity (VAS 0-10)", o.get("phga", 4.5))
    c.score("Patient global activity (VAS 0-10)", o.get("ptga", 5.2))
    c.score("MDAAT extramuscular global activity (VAS 0-10)", o.get("mdaat", 3.1))
    c.score("HAQ-DI", o.get("haq", 1.125))
    c.score("Response to conventional therapy", "inadequate response")
    c.course("prednisone", o.get("first_dose") or 5 * (int(weight * 1.12 / 5) + 1), (1, 1, "d"), "2024-10-01", "2025-01-20")
    c.course("prednisone", 30, (1, 1, "d"), "2025-01-21", "2025-06-30")
    c.course("methotrexate", 20, (1, 1, "wk"), "2024-10-07", "2025-06-15")
    c.steroids([("prednisone", 20, "2025-07-01", "2026-02-15"), ("prednisone", 15, "2026-02-16", None)])
    c.order("mycophenolate mofetil", 1000, "mg", (2, 1, "d"), "2025-06-23")


def sclerosis(c):
    """Diffuse systemic sclerosis that progresses on prednisone, methotrexate and mycophenolate."""
    o = c.change
    since = o.get("since", "2023-03-14")
    c.dx(o.get("dx", "sclerosis"), since)
    c.dx("raynaud", str(int(since[:4]) - 1))
    c.score("ACR/EULAR 2013 systemic sclerosis classification score", 18, since)
    c.score("Systemic sclerosis subset", "limited cutaneous" if o.get("dx") == "crest" else "diffuse cutaneous", since)
    c.blood(iga=c.between(120, 310), ck=c.between(60, 150))
    antibodies(c)
    for key in ("scl70", "centromere"):
        c.qual(key, "pos" if o.get("antibody", "scl70") == key else "neg", "2023-04-04")
    c.viruses("tp", "igra")
    c.person()
    c.lab("fvc", c.between(72, 88))
    now, before = o.get("mrss", (24, 18))
    c.score("Modified Rodnan skin score (mRSS)", before, "2025-12-10")
    c.score("Modified Rodnan skin score (mRSS)", now)
    c.score("Response to conventional therapy", "inadequate response")
    c.course("methotrexate", 15, (1, 1, "wk"), "2023-05-08", "2024-12-15")
    c.course("mycophenolate mofetil", 1000, (2, 1, "d"), "2025-01-07", "2025-07-09")
    c.order("mycophenolate mofetil", 1500, "mg", (2, 1, "d"), "2025-07-10")
    c.steroids([("prednisone", 7.5, "2025-09-08", None)])


def neighbour(c):
    """Somebody a search for lupus patients might bring up: another disease, or none."""
    c.dx(c.change["dx"], "%d-%02d" % (c.between(2019, 2024), c.between(1, 13)))
    c.blood()
    antibodies(c)
    c.viruses()
    c.person()


def bare(c):
    c.put("Condition", "c", {"clinicalStatus": status_of("condition-clinical", "active"), "code": coded("snomed", "55464009", "Lupus"), "subject": c.subject,
                             "recordedDate": "2022-02-01"})
    c.order("hydroxychloroquine", 200, "mg", (2, 1, "d"), "2025-12-01")
    c.put("MedicationRequest", "m", {"status": "active", "intent": "order", "medicationCodeableConcept": coded("rxnorm", "8640", "prednisone"),
                                     "subject": c.subject, "authoredOn": "2026-03-17", "dosageInstruction": [{"text": "as discussed"}]})


def strings(node, key=""):
    if isinstance(node, dict):
        for name, child in node.items():
            yield from strings(child, name)
    elif isinstance(node, list):
        for child in node:
            yield from strings(child, key)
    elif isinstance(node, str):
        yield key, node


def problems(bundles):
    """Structure only: ids unique, references resolve, dates exist."""
    seen = set()
    for bundle in bundles:
        here = {"%s/%s" % (e["resource"]["resourceType"], e["resource"]["id"]) for e in bundle["entry"]}
        if len(here) != len(bundle["entry"]) or here & seen:
            yield bundle["id"] + ": an id twice"
        seen |= here
        for key, text in strings(bundle):
            if key == "reference" and text not in here:
                yield "%s: %s leads nowhere" % (bundle["id"], text)
            if key in ("start", "end", "authoredOn", "birthDate", "recordedDate", "dateTime") or key.endswith("DateTime"):
                match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T\d\d:\d\d:\d\d\+\d\d:\d\d)?)?)?", text)
                try:
                    date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
                except (TypeError, ValueError):
                    yield "%s: %s `%s` is no date" % (bundle["id"], key, text)


README = """# Examples

Written by `tools/make_example_patients.py`; change it there.

- `protocols/`: the five trials of the project's seed texts in our own words: the same numbers, units, windows, exceptions, cohorts and instruments.
- `patients/`: %d synthetic patients as FHIR R4 Bundles, to be read as of 2026-06-01. **Nobody here exists**: every name, date and result is invented,
  and each Bundle carries the label HTEST (test data).
- `answers.jsonl`: what persons found out about three of them for `mil62-sle.txt`, as `--answers` takes it; written by hand.
- `site.yaml`: a site's own terms, as `--terms` takes them; written by hand.

## The protocols

| file | trial | note |
|---|---|---|
| `mil62-sle.txt` | MIL62, lupus | |
| `telitacicept-like-sle.txt` | a B-cell targeted drug, lupus | the source names no drug |
| `hn2301-sle.txt` | HN2301, lupus | no exclusion criteria, as in the source |
| `cc312-autoimmune.txt` | CC312, cohorts lupus, myositis, sclerosis | |
| `relma-cel-sle.txt` | relma-cel, lupus | NCT06297408 |

What is unclear in the source stays so where the doubt is the fact: "SELENA-2k score", "INR or APTT", "insufficient organ function", "long-term",
"standard treatments", "progression", "RP11/12", the reach of "with HBV DNA above the normal range". Slips with one evident meaning are put right:

| source | here |
|---|---|
| "amyotrophic diabetes" in a list of myositis types | amyopathic dermatomyositis |
| "interstitial encephalopathy syndrome" | organic brain syndrome |
| "rituxima" next to rituximab | telitacicept, as in the trial's sister registration |
| "possible or definite" with the cut-offs 5.5 and 6.7 | probable or definite, whose cut-offs these are |
| "CSF" next to transfusions | colony-stimulating factor |
| severe lupus nephritis (telitacicept-like): one window, after the last limb of a list | before the list, for all limbs |
| catheter placement "excluded" from a rule on surgery | not counted as surgery |
| "of Day 0", "within 12 months after", "28 days before ... and 2 years after" | before Day 0; for 12 months; until 2 years after |

## The patients

Criterion words are short for the protocols' own. "In" and "out" speak of the criterion named, not of the trial: consent, judgment and what lies
after screening stay open for everybody.

| patient | sex, born | base chart | what the patient is for |
|---|---|---|---|
%s

Base charts: `sle`, `lupus_nephritis`, `myositis`, `sclerosis` hold all a chart can show for their trials, all of it good; `neighbour` has another
disease or none; `bare` has next to nothing. Results come in the forms records have: coded, as text, or both; in one unit or the other; dates with or
without a time.

Codes: ICD-10-CM, SNOMED CT (Global Patient Set only), LOINC, RxNorm, CVX. By text alone, as no free code exists: %s.
"""


def main():
    root = Path(__file__).resolve().parent.parent / "examples"
    files, bundles, rows = {}, [], []
    for index, (base, purpose, change) in enumerate(CASES):
        chart = Chart("ex-%03d" % (index + 1), change)
        globals()[base](chart)
        bundles.append(chart.finish())
        files[root / "patients" / (chart.id + ".json")] = json.dumps(bundles[-1], indent=1, ensure_ascii=False) + "\n"
        rows.append("| %s | %s, %s | %s | %s |" % (chart.id, change["sex"], change["born"], base, purpose))
    plain = sorted({node["text"] for bundle in bundles for entry in bundle["entry"] for name, node in entry["resource"].items()
                    if name in ("code", "medicationCodeableConcept") and "coding" not in node})
    files[root / "README.md"] = README % (len(CASES), "\n".join(rows), ", ".join(plain))
    wrong = list(problems(bundles))
    old = set((root / "patients").glob("*.json")) - set(files)
    if "--check" in sys.argv[1:]:
        wrong += ["%s differs" % path.relative_to(root) for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
        wrong += ["%s is not written by the script" % path.relative_to(root) for path in sorted(old)]
    elif not wrong:
        (root / "patients").mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            path.write_text(text, "utf-8")
        for path in old:
            path.unlink()
    for line in wrong:
        print(line, file=sys.stderr)
    print("example patients: %d bundles, %d resources, %d KB, %d problems" % (
        len(bundles), sum(len(b["entry"]) for b in bundles), sum(len(text.encode()) for text in files.values()) // 1000, len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
