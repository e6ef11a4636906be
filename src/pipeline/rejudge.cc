#include "pipeline/rejudge.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "logic/kleene.h"

namespace eligo::pipeline {
namespace {

using Atoms = std::unordered_map<std::string_view, const verdict::Atom*>;

// An unknown leaf that a person, a score at the visit or a later day decides (contract section 2): it may still fall the patient's way.
bool IsOpen(const verdict::Atom& atom, Truth value) {
  if (value != Truth::kUnknown) return false;
  return atom.decides == logic::Decides::kPerson || atom.decides == logic::Decides::kScore || atom.missing.find("later") != std::string::npos;
}

Truth ValueOf(const verdict::Atom& atom, bool strict) { return strict ? atom.holds : atom.presumed; }

const verdict::Atom* Find(const Atoms& atoms, const logic::Expression& leaf) {
  const auto found = atoms.find(leaf.op == logic::Op::kFact ? std::string_view(leaf.fact->id) : std::string_view(leaf.id));
  return found == atoms.end() ? nullptr : found->second;
}

verdict::Outcome OutcomeOf(logic::Kind kind, Truth truth) {
  if (truth == Truth::kUnknown) return verdict::Outcome::kUnknown;
  return (truth == Truth::kTrue) == (kind == logic::Kind::kInclusion) ? verdict::Outcome::kPass : verdict::Outcome::kFail;
}

struct Reading {
  verdict::Outcome outcome = verdict::Outcome::kUnknown;
  verdict::Outcome best = verdict::Outcome::kUnknown;  // when every open leaf falls the patient's way
};

Reading Judge(const logic::Criterion& criterion, const Atoms& atoms, bool strict) {
  const logic::Side side = logic::SideOf(criterion.kind);
  const Truth truth = logic::Evaluate<Truth>(criterion.expression, side, [&](const logic::Expression& leaf, int, logic::Side) {
    const verdict::Atom* atom = Find(atoms, leaf);
    return atom ? ValueOf(*atom, strict) : Truth::kUnknown;
  });
  const logic::Range range = logic::Evaluate<logic::Range>(criterion.expression, side, [&](const logic::Expression& leaf, int, logic::Side) {
    const verdict::Atom* atom = Find(atoms, leaf);
    if (!atom) return logic::Exactly(Truth::kUnknown);
    const Truth value = ValueOf(*atom, strict);
    return IsOpen(*atom, value) ? logic::Range{Truth::kFalse, Truth::kTrue} : logic::Exactly(value);
  });
  return {OutcomeOf(criterion.kind, truth), OutcomeOf(criterion.kind, criterion.kind == logic::Kind::kInclusion ? range.high : range.low)};
}

verdict::Overall Sum(const std::vector<Reading>& readings, bool ceiling_is_candidate) {
  bool all_pass = true;
  bool all_may_pass = true;
  for (const Reading& reading : readings) {
    if (reading.outcome == verdict::Outcome::kFail) return verdict::Overall::kIneligible;
    all_pass = all_pass && reading.outcome == verdict::Outcome::kPass;
    all_may_pass = all_may_pass && reading.best == verdict::Outcome::kPass;
  }
  if (all_pass && !ceiling_is_candidate) return verdict::Overall::kEligible;
  return all_pass || all_may_pass ? verdict::Overall::kCandidate : verdict::Overall::kUndetermined;
}

// A question whose criteria are all settled is no longer asked.
void DropSettledAsks(verdict::PatientVerdict& verdict) {
  const auto settled = [&](const std::string& id) {
    return std::any_of(verdict.criteria.begin(), verdict.criteria.end(), [&](const verdict::CriterionVerdict& criterion) {
      return criterion.id == id && criterion.strict != verdict::Outcome::kUnknown && criterion.presumed != verdict::Outcome::kUnknown;
    });
  };
  for (verdict::Ask& ask : verdict.decisive) std::erase_if(ask.settles, settled);
  std::erase_if(verdict.decisive, [](const verdict::Ask& ask) { return ask.settles.empty(); });
}

}  // namespace

void Rejudge(const logic::Protocol& protocol, verdict::PatientVerdict& verdict) {
  std::unordered_map<std::string_view, const logic::Criterion*> by_id;
  for (const logic::Criterion& criterion : protocol.criteria) by_id.emplace(criterion.id, &criterion);
  std::vector<Reading> strict;
  std::vector<Reading> presumed;
  for (verdict::CriterionVerdict& judged : verdict.criteria) {
    const auto criterion = by_id.find(judged.id);
    if (criterion == by_id.end()) continue;
    Atoms atoms;
    for (const verdict::Atom& atom : judged.atoms) atoms.emplace(atom.leaf, &atom);
    strict.push_back(Judge(*criterion->second, atoms, true));
    presumed.push_back(Judge(*criterion->second, atoms, false));
    judged.strict = strict.back().outcome;
    judged.presumed = presumed.back().outcome;
  }
  if (verdict.controlled_by == "deceased") return;  // no answer changes that
  const bool ceiling = !protocol.has_inclusion_section || !protocol.has_exclusion_section;
  verdict.strict = Sum(strict, ceiling);
  verdict.presumed = Sum(presumed, ceiling);
  DropSettledAsks(verdict);
}

}  // namespace eligo::pipeline
