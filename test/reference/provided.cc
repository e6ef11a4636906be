// Provided: a value counts only where what the text provides it with holds (contract section 1): no transfusion in the week before.
//
// A value that does not count, or may not count, says nothing of the patient, and silence about values is unknown in both readings.
#include "test/reference/kinds.h"
#include "test/reference/tree.h"

namespace eligo::reference {
namespace {

// The leaves from left to right. Nothing where one of them is left open, or hangs on the side on which it stands: no page says whether what
// a value is provided with states a fact that excludes.
std::optional<std::vector<Reading>> LeavesOf(const Question& q, const logic::Expression& e) {
  std::vector<Reading> leaves;
  if (e.op == logic::Op::kFact) {
    Said both;
    for (const logic::Side side : {logic::Side::kIncluding, logic::Side::kExcluding}) {
      const Said here = EvaluateLeaf({*e.fact, side, q.records, q.patient, q.terms, q.settings});
      if (!here || (both && both != here)) return std::nullopt;
      both = here;
    }
    leaves.push_back(*both);
  } else if (e.leaf()) {
    leaves.push_back(Both(Truth::kUnknown));
  }
  for (const logic::Expression& child : e.of) {
    const auto below = LeavesOf(q, child);
    if (!below) return std::nullopt;
    leaves.insert(leaves.end(), below->begin(), below->end());
  }
  return leaves;
}

}  // namespace

Said Provided(const Question& q, const std::function<Said(const Question&)>& value) {
  const bool about_value = q.fact.about == logic::About::kMeasurement || q.fact.about == logic::About::kScore;
  const auto leaves = LeavesOf(q, *q.fact.provided);
  if (!about_value || !leaves) return std::nullopt;
  std::vector<Truth> strict, presumed;
  for (const Reading& leaf : *leaves) {
    strict.push_back(leaf.strict);
    presumed.push_back(leaf.presumed);
  }
  const Said says = value(q);
  if (!says) return std::nullopt;
  const auto counts = [&](const std::vector<Truth>& of) {
    return EvaluateTree(*q.fact.provided, logic::Kind::kInclusion, of) == Truth::kTrue;
  };
  return Reading{counts(strict) ? says->strict : Truth::kUnknown, counts(presumed) ? says->presumed : Truth::kUnknown};
}

}  // namespace eligo::reference
