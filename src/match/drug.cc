// Drugs: whether, when, how much and how steadily they were taken.
//
//   field        honoured as
//   concept      any ingredient of the class
//   window       a course shares a day with it; half-lives lengthen it ingredient by ingredient, an unknown one leaves a gap
//                that is unknown (contract section 3.10); an anchor alone or nothing: taken on that day
//   pick         any, first, latest: without a window, any and first mean ever; of doses: any or all days
//   route        by the stated route; an unstated one is unknown
//   state        as the record shows it, else unknown for a recorded course ("stable" without a length)
//   except       removes courses: concept, route, state
//   dose         on any day for >= and >, on every day for the others; glucocorticoids as a class, or asked for as prednisone
//                equivalents, add up, systemic routes only; per kg by the lightest and the heaviest weight on record
//   duration     >= or >: a run of days on which the rest holds; in a look-back window only its days inside count (4.3)
//   stable_for   the same drugs and daily doses on every day of it up to the anchor; true over no exposure
//   distinct     ingredients that each meet the rest, ever unless a window says otherwise
//   alone        nothing else of the immunosuppressants, antimalarials, biologics on that day
//   other_than   this_trial: its drug cannot stand in a record from before the trial
//   requires     judged by judge.cc
//
// Silence is presumed absence. Tested by test/match/drug.txt and test/match/dose.txt.
#include <algorithm>

#include <fmt/format.h>

#include "match/drug_task.h"
#include "match/phrase.h"
#include "match/result.h"

namespace eligo::match {
namespace {

using logic::Operator;
using logic::Pick;

constexpr Fields kHonoured = kRouteField | kStateField | kExceptField | kDoseField | kDurationField | kStableForField | kDistinctField |
                             kAloneField | kOtherThanField | kRequiredField | kPickField | kWindowField;

void AndAlso(LeafResult& all, LeafResult part, bool& begun) {
  if (!begun) {
    all = std::move(part);
    begun = true;
    return;
  }
  const bool decides = And(all.truth, part.truth).presumed != all.truth.presumed;
  all.truth = And(all.truth, part.truth);
  all.evidence.insert(all.evidence.end(), part.evidence.begin(), part.evidence.end());
  if (decides) {
    all.says = std::move(part.says);
    if (!part.missing.empty()) all.missing = std::move(part.missing);
  } else if (all.missing.empty()) {
    all.missing = std::move(part.missing);
  }
  if (Known(all.truth.strict)) all.missing.clear();
}

LeafResult JudgeOne(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  const terms::Concept& c = subject.Concept(*fact.concept_id);
  DrugTask task{fact, subject, span, {}, {}, subject.Closed(logic::About::kDrug), Name(fact, subject), std::nullopt};
  std::vector<terms::ConceptId> drugs = fact.closure;
  bool systemic_only = false;
  if (fact->dose) {
    const logic::Dose& dose = *fact->dose;
    task.unit.unit = units::ParseUnit(dose.unit);
    if (dose.per_kg) task.weight = WeightOf(subject);
    task.unit.prednisone = dose.equivalent_of == "prednisone" || (c.glucocorticoid && fact.closure.size() > 1);
    const bool a_glucocorticoid = c.glucocorticoid || task.unit.prednisone;
    systemic_only = a_glucocorticoid && fact->route.empty();
    if (task.unit.prednisone) {
      // An equivalent is the sum over all that can be converted into it.
      drugs.insert(drugs.end(), subject.run.known.glucocorticoids.begin(), subject.run.known.glucocorticoids.end());
      std::sort(drugs.begin(), drugs.end());
      drugs.erase(std::unique(drugs.begin(), drugs.end()), drugs.end());
    }
  } else {
    task.unit.unit = units::ParseUnit("mg/d");
  }
  task.courses = CoursesOf(drugs, fact, subject, systemic_only);

  LeafResult result;
  bool begun = false;
  if (fact->duration) {
    AndAlso(result, Lasted(task), begun);
  } else if (fact->dose) {
    AndAlso(result, DosedAt(task), begun);
  } else if (!fact->stable_for) {
    AndAlso(result, Exposed(task), begun);
  }
  if (fact->stable_for) AndAlso(result, Stable(task), begun);
  if (fact->alone) AndAlso(result, Alone(task), begun);
  return result;
}

// Ingredients that each meet the other fields.
LeafResult CountIngredients(const PreparedFact& fact, const Subject& subject, const TimeSpan& asked) {
  logic::Fact each = *fact;
  each.distinct.reset();
  PreparedFact one = fact;
  one.fact = &each;
  one.fields &= ~kDistinctField;
  TimeSpan span = asked;
  if (!span.stated) {
    span.mode = TimeSpan::Mode::kEver;  // "two agents have been used"
    span.first = kDawn;
  }
  LeafResult result;
  int sure = 0;
  int perhaps_strict = 0;
  int presumed = 0;
  int perhaps_presumed = 0;
  std::vector<std::string> names;
  std::string unsure;
  for (const terms::ConceptId id : fact.closure) {
    if (subject.Rows(id).empty()) continue;
    one.concept_id = id;
    one.closure = {id};
    LeafResult found = JudgeOne(one, subject, span);
    // A class as such ("immunosuppressive therapy") may be any of its ingredients.
    if (id == *fact.concept_id && fact.closure.size() > 1 && found.truth.presumed == Truth::kTrue) found.truth = Both(Truth::kUnknown);
    sure += found.truth.strict == Truth::kTrue ? 1 : 0;
    perhaps_strict += found.truth.strict != Truth::kFalse ? 1 : 0;
    presumed += found.truth.presumed == Truth::kTrue ? 1 : 0;
    perhaps_presumed += found.truth.presumed != Truth::kFalse ? 1 : 0;
    if (found.truth.presumed == Truth::kTrue) names.emplace_back(subject.Concept(id).label);
    if (found.truth.presumed == Truth::kUnknown && unsure.empty()) unsure = found.missing;
    if (found.truth.presumed != Truth::kFalse) result.evidence.insert(result.evidence.end(), found.evidence.begin(), found.evidence.end());
  }
  const logic::CountBound& bound = *fact->distinct;
  records::Number strict;
  strict.low = sure;
  if (subject.Closed(logic::About::kDrug)) strict.high = perhaps_strict;
  records::Number all;
  all.low = presumed;
  all.high = perhaps_presumed;
  result.truth = {CompareNumber(strict, bound.op, bound.value, {}), CompareNumber(all, bound.op, bound.value, {})};
  if (Known(result.truth.strict)) result.truth.presumed = result.truth.strict;
  result.says = fmt::format("{} of {} on record{}{}", presumed, Name(fact, subject), names.empty() ? "" : ": ", Join(names, ", "));
  if (!Known(result.truth.strict))
    result.missing = unsure.empty() ? fmt::format("other {} that the patient has had", Name(fact, subject)) : unsure;
  return result;
}

}  // namespace

LeafResult JudgeDrug(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (auto refused = Guard(fact, kHonoured)) return *refused;
  if (!fact->other_than.empty() && fact->other_than != "this_trial")
    return Unknown(fmt::format("{}other_than {}", kNotComputed, fact->other_than));
  if (fact->pick == Pick::kLowest || fact->pick == Pick::kHighest)
    return Unknown(fmt::format("{}pick {}", kNotComputed, logic::ToString(*fact->pick)));
  if (fact->pick == Pick::kAll && !fact->dose) return Unknown(fmt::format("{}pick all without a dose", kNotComputed));
  if (span.in_hours) return Unknown(fmt::format("{}a window of a drug in hours", kNotComputed));
  if (span.half_lives > 0 && (fact->dose || fact->duration || fact->stable_for))
    return Unknown(fmt::format("{}half-lives with a dose or duration", kNotComputed));
  if (fact->dose && !fact->dose->equivalent_of.empty() && fact->dose->equivalent_of != "prednisone") {
    return Unknown(fmt::format("{}doses in {} equivalents", kNotComputed, fact->dose->equivalent_of));
  }
  if (fact->duration) {
    const bool at_least = fact->duration->op == Operator::kGreaterEqual || fact->duration->op == Operator::kGreater;
    if (!at_least || fact->duration->value.hours != 0)
      return Unknown(fmt::format("{}a duration with an upper bound or in hours", kNotComputed));
  }
  // "A history of stable treatment" is stable treatment up to the anchor.
  const bool steady = fact->stable_for.has_value() || fact->alone;
  if (steady && !span.stated && span.mode == TimeSpan::Mode::kEver) {
    TimeSpan now = span;
    now.mode = TimeSpan::Mode::kNow;
    now.first = now.last = now.anchor;
    return JudgeDrug(fact, subject, now);
  }
  if (steady && span.mode != TimeSpan::Mode::kNow) return Unknown(fmt::format("{}stable_for or alone in a window", kNotComputed));
  if (fact->stable_for && fact->stable_for->hours != 0) return Unknown(fmt::format("{}stable_for in hours", kNotComputed));
  if (fact->distinct) return CountIngredients(fact, subject, span);
  return JudgeOne(fact, subject, span);
}

}  // namespace eligo::match
