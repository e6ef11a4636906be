#include "pipeline/rejudge.h"

#include <string_view>
#include <unordered_map>
#include <vector>

#include "logic/kleene.h"
#include "match/overall.h"

namespace eligo::pipeline {
namespace {

using Atoms = std::unordered_map<std::string_view, const verdict::Atom*>;

struct Judged {
  verdict::Outcome outcome = verdict::Outcome::kUnknown;
  bool may_pass = false;  // when every leaf that is still open falls the patient's way
};

Judged Judge(const logic::Criterion& criterion, const Atoms& atoms, Truth verdict::Atom::*reading) {
  // Leaves in the order in which Evaluate numbers them, which is also that of MayPass.
  std::vector<Truth> values;
  std::vector<bool> open;
  const logic::Side side = logic::SideOf(criterion.kind);
  const Truth truth = logic::Evaluate<Truth>(criterion.expression, side, [&](const logic::Expression& leaf, int, logic::Side) {
    const auto found = atoms.find(leaf.op == logic::Op::kFact ? std::string_view(leaf.fact->id) : std::string_view(leaf.id));
    match::LeafResult result;
    if (found != atoms.end()) result.missing = found->second->missing;
    values.push_back(found == atoms.end() ? Truth::kUnknown : found->second->*reading);
    open.push_back(match::Open(leaf, result));
    return values.back();
  });
  return {match::OutcomeOf(criterion.kind, truth), match::MayPass(criterion, values, open)};
}

verdict::Overall Sum(const std::vector<Judged>& judged, bool sections_missing) {
  std::vector<verdict::Outcome> outcomes;
  bool all_may_pass = true;
  for (const Judged& one : judged) {
    outcomes.push_back(one.outcome);
    all_may_pass = all_may_pass && (one.outcome == verdict::Outcome::kPass || one.may_pass);
  }
  return match::OverallOf(outcomes, all_may_pass, sections_missing);
}

}  // namespace

void Rejudge(const logic::Protocol& protocol, verdict::PatientVerdict& verdict) {
  std::unordered_map<std::string_view, const logic::Criterion*> by_id;
  for (const logic::Criterion& criterion : protocol.criteria) by_id.emplace(criterion.id, &criterion);
  std::vector<Judged> strict;
  std::vector<Judged> presumed;
  for (verdict::CriterionVerdict& judged : verdict.criteria) {
    const auto criterion = by_id.find(judged.id);
    if (criterion == by_id.end()) continue;
    Atoms atoms;
    for (const verdict::Atom& atom : judged.atoms) atoms.emplace(atom.leaf, &atom);
    strict.push_back(Judge(*criterion->second, atoms, &verdict::Atom::holds));
    presumed.push_back(Judge(*criterion->second, atoms, &verdict::Atom::presumed));
    judged.strict = strict.back().outcome;
    judged.presumed = presumed.back().outcome;
  }
  if (verdict.deceased()) return;  // no answer changes that
  const bool sections_missing = !protocol.has_inclusion_section || !protocol.has_exclusion_section;
  verdict.strict = Sum(strict, sections_missing);
  verdict.presumed = Sum(presumed, sections_missing);
}

}  // namespace eligo::pipeline
