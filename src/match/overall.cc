#include "match/overall.h"

#include <algorithm>

namespace eligo::match {

verdict::Outcome OutcomeOf(logic::Kind kind, Truth tree) {
  if (tree == Truth::kUnknown) return verdict::Outcome::kUnknown;
  return (tree == Truth::kTrue) == (kind == logic::Kind::kInclusion) ? verdict::Outcome::kPass : verdict::Outcome::kFail;
}

bool MayOpen(const logic::Expression& leaf) {
  if (leaf.op == logic::Op::kJudgement) return true;
  if (leaf.op != logic::Op::kFact) return false;
  return leaf.fact->decides == logic::Decides::kPerson || leaf.fact->decides == logic::Decides::kScore;
}

bool Open(const logic::Expression& leaf, const LeafResult& result) {
  return MayOpen(leaf) || (leaf.op == logic::Op::kFact && result.missing == kLater);
}

bool MayPass(const logic::Criterion& criterion, const std::vector<Truth>& values, const std::vector<bool>& open) {
  const auto leaf = [&](const logic::Expression&, int number, logic::Side) {
    const auto n = static_cast<std::size_t>(number);
    if (values[n] == Truth::kUnknown && open[n]) return logic::Range{Truth::kFalse, Truth::kTrue};
    return logic::Exactly(values[n]);
  };
  const logic::Range range = logic::Evaluate<logic::Range>(criterion.expression, logic::SideOf(criterion.kind), leaf);
  return criterion.kind == logic::Kind::kInclusion ? range.high == Truth::kTrue : range.low == Truth::kFalse;
}

verdict::Overall OverallOf(const std::vector<verdict::Outcome>& outcomes, bool all_may_pass, bool sections_missing) {
  const auto is = [](verdict::Outcome wanted) { return [wanted](verdict::Outcome o) { return o == wanted; }; };
  if (std::any_of(outcomes.begin(), outcomes.end(), is(verdict::Outcome::kFail))) return verdict::Overall::kIneligible;
  if (std::all_of(outcomes.begin(), outcomes.end(), is(verdict::Outcome::kPass))) {
    return sections_missing ? verdict::Overall::kCandidate : verdict::Overall::kEligible;
  }
  return all_may_pass ? verdict::Overall::kCandidate : verdict::Overall::kUndetermined;
}

}  // namespace eligo::match
