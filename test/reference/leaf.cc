#include "test/reference/leaf.h"

#include "test/reference/hours.h"
#include "test/reference/kinds.h"
#include "test/reference/when.h"

namespace eligo::reference {
namespace {

Said EvaluateOn(const Question& q, const When& when) {
  if (InHours(q.fact)) return WithinHours(q, when);
  switch (q.fact.about) {
    case logic::About::kDemographic: return Demographic(q, when);
    case logic::About::kCondition: return Condition(q, when);
    case logic::About::kProcedure: return Procedure(q, when);
    case logic::About::kTrialParticipation: return Participation(q, when);
    case logic::About::kAllergy: return Allergy(q, when);
    case logic::About::kMeasurement: return Results(q, when);
    case logic::About::kScore: return Score(q, when);
    case logic::About::kDrug: return Drug(q, when);
    default: return std::nullopt;
  }
}

// With regard to what the value is provided with.
Said Counted(const Question& q, const When& when) {
  if (!q.fact.provided) return EvaluateOn(q, when);
  return Provided(q, [&](const Question& value) { return EvaluateOn(value, when); });
}

}  // namespace

Said EvaluateLeaf(const Question& q) {
  const When when = WhenOf(q.fact, q.settings);
  // A fact that names no anchor is read at screening (contract 3.4): of another day than as-of it is not said which of the two counts.
  if (!q.fact.window && when.anchor != q.settings.as_of) return std::nullopt;
  if (when.planned) return Counted(q, when);
  // Contract 3.4: of a day that is neither planned nor recorded nothing is known, but an excluding fact inside the window counted back
  // from as-of stays true.
  if (!q.excluding()) return Both(Truth::kUnknown);
  const Said counted_back = Counted(q, when);
  if (!counted_back || counted_back->strict == Truth::kTrue) return counted_back;
  // Presumed alone, it is not said whether it stays so.
  if (counted_back->presumed == Truth::kTrue) return std::nullopt;
  return Both(Truth::kUnknown);
}

}  // namespace eligo::reference
