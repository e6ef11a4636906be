// A small screening made by hand: two criteria, three patients, every kind of verdict, and text that must be escaped.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "report/screening.h"
#include "source/utf8.h"

namespace eligo::report::test {

// The text holds a tag, an ampersand, a wide character and a formula, so that every format has something to escape.
inline constexpr std::string_view kText =
    "Inclusion criteria\n"
    "1. Age >= 18 years\n"
    "Exclusion criteria\n"
    "1. Rituximab <b>within</b> 9 months & \"organ failure\" 漢 vaguely put\n";

inline Span Find(const source::Document& document, std::u32string_view words) {
  const std::size_t at = document.text.find(words);
  CHECK(at != std::u32string::npos);
  return {static_cast<int>(at), static_cast<int>(at + words.size())};
}

inline logic::Expression Leaf(std::string id, Span span, logic::About about, std::string concept_id) {
  logic::Fact fact;
  fact.id = std::move(id);
  fact.span = span;
  fact.about = about;
  fact.concept_ref.id = std::move(concept_id);
  logic::Expression e;
  e.op = logic::Op::kFact;
  e.fact = std::make_shared<logic::Fact>(std::move(fact));
  return e;
}

inline Reading MakeReading() {
  Reading reading;
  source::Document& document = reading.source.document;
  document.path = "trials/demo-1.txt";
  document.text = *source::DecodeUtf8(kText);
  logic::Protocol protocol;
  protocol.path = document.path;
  protocol.hash = "0123456789abcdef";
  protocol.has_inclusion_section = protocol.has_exclusion_section = true;
  protocol.characters = static_cast<int>(document.text.size());

  logic::Criterion age;
  age.id = "inc-1";
  age.key = "key-age";
  age.number = "1";
  age.span = Find(document, U"Age >= 18 years");
  age.text = Text(document, age.span);
  age.expression = Leaf("inc-1.1", age.span, logic::About::kDemographic, "age");
  protocol.criteria.push_back(age);

  logic::Criterion drug;
  drug.id = "exc-1";
  drug.key = "key-drug";
  drug.kind = logic::Kind::kExclusion;
  drug.number = "1";
  drug.span = Find(document, U"Rituximab <b>within</b> 9 months & \"organ failure\" 漢 vaguely put");
  drug.text = Text(document, drug.span);
  logic::Expression judgement;
  judgement.op = logic::Op::kJudgement;
  judgement.id = "exc-1.2";
  judgement.about = "organ failure";
  judgement.span = Find(document, U"organ failure");
  logic::Expression unread;
  unread.op = logic::Op::kUnread;
  unread.id = "exc-1.3";
  unread.span = Find(document, U"vaguely put");
  drug.expression.op = logic::Op::kOr;
  drug.expression.of = {Leaf("exc-1.1", Find(document, U"Rituximab <b>within</b> 9 months"), logic::About::kDrug, "rituximab"), judgement,
                        unread};
  drug.unread = {unread.span};
  protocol.criteria.push_back(drug);
  reading.logic = std::move(protocol);
  reading.diagnostics = {{"kUnread", Severity::kWarning, unread.span, "not read: `vaguely put`"}};
  return reading;
}

inline verdict::Atom MakeAtom(std::string leaf, std::string concept_id, Truth strict, Truth presumed) {
  verdict::Atom atom;
  atom.leaf = std::move(leaf);
  atom.concept_id = std::move(concept_id);
  atom.holds = strict;
  atom.presumed = presumed;
  return atom;
}

// `rituximab`: does the patient have it, strictly and presumed; organ failure and the unread words stay unknown unless it is true.
inline verdict::PatientVerdict MakeVerdict(std::string patient, Truth strict, Truth presumed, verdict::Overall overall) {
  verdict::PatientVerdict verdict;
  verdict.protocol = "trials/demo-1.txt";
  verdict.patient = std::move(patient);
  verdict.strict = strict == Truth::kTrue ? verdict::Overall::kIneligible : verdict::Overall::kUndetermined;
  verdict.presumed = overall;
  verdict::CriterionVerdict age;
  age.id = "inc-1";
  age.strict = age.presumed = verdict::Outcome::kPass;
  age.why = "age 44 years, at least 18";
  age.atoms = {MakeAtom("inc-1.1", "age", Truth::kTrue, Truth::kTrue)};
  age.atoms[0].evidence = {{"Patient/" + verdict.patient, "1982-03", "44 a", "born 1982-03"}};
  verdict.criteria.push_back(age);
  verdict::CriterionVerdict drug;
  drug.id = "exc-1";
  drug.strict = strict == Truth::kTrue ? verdict::Outcome::kFail : verdict::Outcome::kUnknown;
  drug.presumed = presumed == Truth::kTrue ? verdict::Outcome::kFail : verdict::Outcome::kUnknown;
  drug.why = presumed == Truth::kTrue ? "rituximab on 2026-02-11 (MedicationAdministration/77)" : "=no rituximab on record";
  drug.atoms = {MakeAtom("exc-1.1", "rituximab", strict, presumed), MakeAtom("exc-1.2", "", Truth::kUnknown, Truth::kUnknown),
                MakeAtom("exc-1.3", "", Truth::kUnknown, Truth::kUnknown)};
  if (presumed == Truth::kTrue) drug.atoms[0].evidence = {{"MedicationAdministration/77", "2026-02-11", "", "rituximab <iv>, by name"}};
  drug.atoms[1].missing = "a person's judgement of organ failure";
  verdict.criteria.push_back(drug);
  verdict.decisive = {{"organ failure", {"exc-1"}, "person"}};
  return verdict;
}

inline Screening MakeScreening() {
  Screening screening;
  screening.settings.as_of = FromCivil({2026, 6, 1});
  screening.terms = "feedc0de12345678";
  screening.patients = {"anna-7", "berta-12", "carl-3"};
  screening.labels = {{"rituximab", "rituximab"}, {"age", "age"}};
  Judged judged;
  judged.reading = MakeReading();
  judged.verdicts = {MakeVerdict("anna-7", Truth::kTrue, Truth::kTrue, verdict::Overall::kIneligible),
                     MakeVerdict("berta-12", Truth::kUnknown, Truth::kFalse, verdict::Overall::kCandidate),
                     MakeVerdict("carl-3", Truth::kUnknown, Truth::kTrue, verdict::Overall::kIneligible)};
  screening.protocols.push_back(std::move(judged));
  return screening;
}

template <typename Print>
std::string Collect(const Print& print) {
  std::string out;
  print([&](std::string_view piece) {
    out += piece;
    return true;
  });
  return out;
}

}  // namespace eligo::report::test
