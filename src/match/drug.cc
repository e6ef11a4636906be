// Drugs: whether, when, how much and how steadily they were taken.
//
//   field        honoured as
//   concept      any ingredient of the class
//   window       a course shares a day with it, or in hours a minute; half-lives at either end move it ingredient by ingredient, an
//                unknown one leaves a gap that is unknown (contract section 3.10); an anchor alone or nothing: taken on that day
//   pick         any, first, latest: without a window, any and first mean ever; all: on every day of it; of doses: any or all days, the
//                last or the first day of exposure, the lowest or the highest day
//   route        by the stated route; an unstated one is unknown
//   state        as the record shows it, else unknown for a recorded course ("stable" without a length)
//   method, category: unknown for a recorded course
//   cause        what it is for: unknown for a recorded course, unless the cause is ruled out
//   except       removes courses: concept, route, state; by dose, duration and window the days on which they hold
//   dose         on any day for >= and >, on every day for the others; glucocorticoids as a class, or asked for as equivalents of one,
//                add up, systemic routes only; per kg by the lightest and the heaviest weight on record
//   duration     a run of days on which the rest holds, of an upper bound none longer; in a look-back window only its days inside (4.3)
//   stable_for   the same drugs and daily doses on every day of it up to the anchor or the window's end; true over no exposure
//   distinct     ingredients that each meet the rest, ever unless a window says otherwise
//   times        courses and administrations, each `apart` from the one before
//   alone        nothing else of the immunosuppressants, antimalarials, biologics on that day, or in that window
//   other_than   this_trial: its drug cannot stand in a record from before the trial; a concept and what lies below it
//   requires     judged by judge.cc
//
// A window in hours or half-lives with a dose, a length or a count is asked for its days that are certain and for those that are
// possible; both must agree.
// Silence is presumed absence. Tested by test/match/drug.txt and test/match/dose.txt.
#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "match/drug_task.h"
#include "match/phrase.h"
#include "match/result.h"

namespace eligo::match {
namespace {

using logic::Operator;
using logic::Pick;

constexpr Fields kHonoured = kRouteField | kStateField | kCategoryField | kScaleField | kMethodField | kCauseField | kExceptField |
                             kDoseField | kDurationField | kStableForField | kDistinctField | kTimesField | kAloneField | kOtherThanField |
                             kRequiredField | kPickField | kWindowField;

void AndAlso(LeafResult& all, LeafResult part, bool& begun) {
  if (!begun) {
    all = std::move(part);
    begun = true;
    return;
  }
  const bool decides = And(all.truth, part.truth).presumed != all.truth.presumed;
  all.truth = And(all.truth, part.truth);
  all.evidence.Add(part.evidence);
  if (decides) {
    all.says = std::move(part.says);
    if (!part.missing.empty()) all.missing = std::move(part.missing);
  } else if (all.missing.empty()) {
    all.missing = std::move(part.missing);
  }
  if (Known(all.truth.strict)) all.missing.clear();
}

LeafResult JudgeOne(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  const DrugTask task = TaskOf(fact, subject, span);
  if (fact->dose && !task.apart.empty()) return Unknown(fmt::format("the dose of {} without what the text takes away", task.name));
  LeafResult result;
  bool begun = false;
  if (fact->duration) {
    AndAlso(result, Lasted(task), begun);
  } else if (fact->dose) {
    AndAlso(result, DosedAt(task), begun);
  } else if (fact->times) {
    AndAlso(result, Given(task), begun);
  } else if (!fact->stable_for) {
    AndAlso(result, fact->pick == Pick::kAll && span.mode != TimeSpan::Mode::kNow ? Always(task) : Exposed(task), begun);
  }
  if (fact->stable_for) AndAlso(result, Stable(task), begun);
  if (fact->alone) AndAlso(result, Alone(task), begun);
  return result;
}

// Asked of a window that is longer or shorter by what is not known: the hour of a day, a half-life. Both must agree.
LeafResult JudgeBothWays(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  TimeSpan narrow = span;
  TimeSpan wide = span;
  std::string unsure;
  if (span.in_hours) {
    // The anchor is any minute of its day: days that lie in the window whichever it is, and days that may share a minute with it.
    constexpr std::int64_t kDay = 24 * 60;
    const auto floor = [&](std::int64_t minutes) {
      return AddDays(span.anchor, static_cast<int>((minutes - (kDay - 1) * (minutes < 0)) / kDay));
    };
    // Where times have offsets, a day of the record is one of its own zone.
    const bool zoned = std::any_of(fact.closure.begin(), fact.closure.end(), [&](terms::ConceptId id) {
      const auto rows = subject.Rows(id);
      return std::any_of(rows.begin(), rows.end(), [](const records::Row& row) { return row.timed(); });
    });
    const std::int64_t sooner = span.sooner_by + (zoned ? kWestOfUtc : 0);
    const std::int64_t later = span.later_by + (zoned ? kEastOfUtc : 0);
    wide.first = floor(span.from_minutes - sooner);
    wide.last = floor(span.to_minutes + kDay - 1 + later);
    narrow.first = floor(span.from_minutes + 2 * (kDay - 1) + later);
    narrow.last = floor(span.to_minutes - kDay + 1 - sooner);
    unsure = fmt::format("at what time {} was given", Name(fact, subject));
  }
  bool begun = false;
  Begin begin{span.first, span.first};
  Begin end{span.last, span.last};
  const DrugTask task = TaskOf(fact, subject, span);
  for (const terms::ConceptId id : task.drugs) {
    const Begin from = BeginFor(span, subject.Concept(id));
    const Begin to = EndFor(span, subject.Concept(id));
    begin = begun ? Begin{std::max(begin.surely, from.surely), std::min(begin.perhaps, from.perhaps)} : from;
    end = begun ? Begin{std::min(end.surely, to.surely), std::max(end.perhaps, to.perhaps)} : to;
    if (!begun || from.perhaps < from.surely || to.surely < to.perhaps) {
      if (span.half_lives > 0 || span.to_half_lives > 0) unsure = fmt::format("the half-life of {}", subject.Concept(id).label);
    }
    begun = true;
  }
  if (span.half_lives > 0 && (!span.in_hours || begin.surely < span.first)) narrow.first = begin.surely;
  if (span.half_lives > 0) wide.first = std::min(wide.first, begin.perhaps);
  if (span.to_half_lives > 0) narrow.last = end.surely;
  if (span.to_half_lives > 0) wide.last = end.perhaps;
  for (TimeSpan* one : {&narrow, &wide}) {
    one->in_hours = false;
    one->half_lives = one->to_half_lives = 0;
  }
  if (wide.first <= kDawn) wide.mode = TimeSpan::Mode::kEver;
  LeafResult result = JudgeOne(fact, subject, narrow);
  if (narrow.first == wide.first && narrow.last == wide.last) return result;
  LeafResult other = JudgeOne(fact, subject, wide);
  const Reading both = Common(result.truth, other.truth);
  if (both == result.truth) return result;
  if (both.presumed != other.truth.presumed) other.says += fmt::format("; not known: {}", unsure);
  other.truth = both;
  other.missing = Known(both.strict) ? "" : unsure;
  return other;
}

bool NeedsBothWays(const PreparedFact& fact, const TimeSpan& span) {
  return (span.in_hours || span.half_lives > 0 || span.to_half_lives > 0) && SharesOneWindow(fact);
}

// "The lowest from 5 to 10": never below 5, and at some time no more than 10.
LeafResult JudgeBetween(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  const auto limb = [&](Operator op, const units::Rational& value) {
    logic::Fact one = *fact;
    one.dose->op = op;
    one.dose->value = value;
    one.dose->high.reset();
    PreparedFact part = fact;
    part.fact = &one;
    logic::Fact single = one;
    single.distinct.reset();
    for (PreparedFact& of_one : part.each) of_one.fact = &single;
    return JudgeDrug(part, subject, span);
  };
  const logic::Dose& dose = *fact->dose;
  LeafResult result;
  bool begun = false;
  AndAlso(result, limb(Operator::kGreaterEqual, dose.value), begun);
  AndAlso(result, limb(Operator::kLessEqual, dose.high.value_or(dose.value)), begun);
  return result;
}

// Ingredients that each meet the other fields.
LeafResult CountIngredients(const PreparedFact& fact, const Subject& subject, const TimeSpan& asked) {
  const TimeSpan span = CountingSpan(asked);
  LeafResult result;
  CountedDrugs counted;
  std::vector<std::string> names;
  std::string unsure;
  for (const PreparedFact& one : fact.each) {
    const terms::ConceptId id = *one.concept_id;
    if (one.ToLookUp().empty() || subject.Rows(id).empty()) continue;
    LeafResult found = NeedsBothWays(one, span) ? JudgeBothWays(one, subject, span) : JudgeOne(one, subject, span);
    found.truth = counted.Add(found.truth, id == *fact.concept_id && fact.closure.size() > 1);
    if (subject.run.words && found.truth.presumed == Truth::kTrue) names.emplace_back(subject.Concept(id).label);
    if (found.truth.presumed == Truth::kUnknown && unsure.empty()) unsure = found.missing;
    if (found.truth.presumed != Truth::kFalse) result.evidence.Add(found.evidence);
  }
  result.truth = counted.Against(*fact->distinct, subject.Closed(logic::About::kDrug));
  if (!subject.run.words) return result;
  result.says =
      fmt::format("{} of {} on record{}{}", counted.presumed(), Name(fact, subject), names.empty() ? "" : ": ", Join(names, ", "));
  if (!Known(result.truth.strict))
    result.missing = unsure.empty() ? fmt::format("other {} that the patient has had", Name(fact, subject)) : unsure;
  return result;
}

// Those of the class of which the patient has rows. What is below a concept is always the same; some facts ask of it alone.
std::span<const terms::ConceptId> DrugsOf(const PreparedFact& fact, const Subject& subject, bool equivalent) {
  const auto of_one = static_cast<std::int64_t>(fact.closure.size() == 1);
  return subject.rows->Once<std::vector<terms::ConceptId>>("drugs", {fact.concept_id->value, of_one, equivalent}, [&] {
    std::vector<terms::ConceptId> drugs;
    const auto add = [&](const std::vector<terms::ConceptId>& all) {
      for (const terms::ConceptId id : all) {
        if (!subject.Rows(id).empty()) drugs.push_back(id);
      }
    };
    add(fact.ToLookUp());
    if (equivalent) {
      // An equivalent is the sum over all that can be converted into it.
      add(subject.run.known.glucocorticoids);
      std::sort(drugs.begin(), drugs.end());
      drugs.erase(std::unique(drugs.begin(), drugs.end()), drugs.end());
    }
    return drugs;
  });
}

}  // namespace

const Taken& TakenOf(std::span<const Course> courses, const DoseUnit* unit, const DrugTask& task, std::shared_ptr<const Taken>& own) {
  const auto make = [&] {
    if (unit == nullptr) return TakenOf(courses, nullptr, task.closed);
    const Doses doses = DosesOf(courses, *unit, task.subject);
    return TakenOf(courses, &doses, task.closed);
  };
  // A unit's letters as a number, as far as they fit into one.
  std::int64_t letters = 0;
  const std::string_view code = unit != nullptr && unit->unit ? unit->unit->code : std::string_view();
  if (!code.empty()) std::memcpy(&letters, code.data(), std::min(code.size(), sizeof letters));
  if (!task.counted.shared || code.size() > sizeof letters) {
    own = std::make_shared<const Taken>(make());
    return *own;
  }
  // All courses of one drug are the same whoever asks; those of several stand in one place (CoursesOf).
  const bool of_one = !courses.empty() && courses.front().drug == courses.back().drug;
  const std::int64_t whose = of_one ? courses.front().drug.value : courses.empty() ? 0 : AddressOf(courses.front());
  const std::int64_t flags = (task.counted.systemic_only ? 1 : 0) + (task.closed ? 2 : 0) + (unit != nullptr ? 4 : 0) + (of_one ? 8 : 0);
  const units::Rational equivalent = unit != nullptr ? unit->equivalent.value_or(0) : 0;
  return task.subject.rows->Once<Taken>(
      "taken", {flags, whose, static_cast<std::int64_t>(courses.size()), letters, equivalent.numerator(), equivalent.denominator()}, make);
}

bool SharesOneWindow(const PreparedFact& fact) {
  return fact.Has(kDoseField | kDurationField | kStableForField | kAloneField | kTimesField) || fact->pick == Pick::kAll;
}

std::optional<units::Rational> EquivalentOf(const PreparedFact& fact, const Run& run) {
  if (!fact->dose) return std::nullopt;
  if (!fact->dose->equivalent_of.empty()) return fact.equivalent;
  const bool a_class = run.terms.Get(*fact.concept_id).glucocorticoid && fact.closure.size() > 1;
  return a_class ? std::optional(units::Rational(1)) : std::nullopt;
}

DrugTask TaskOf(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  DrugTask task(fact, subject, span);
  if (subject.run.words) task.name = Name(fact, subject);
  const terms::Concept& c = subject.Concept(*fact.concept_id);
  static const auto kMgPerDay = units::ParseUnit("mg/d");
  task.unit.unit = fact->dose ? fact.dose_unit : kMgPerDay;
  bool systemic_only = false;
  if (fact->dose) {
    const logic::Dose& dose = *fact->dose;
    if (dose.per_kg) task.weight = WeightOf(subject);
    task.unit.equivalent = EquivalentOf(fact, subject.run);
    systemic_only = (c.glucocorticoid || task.unit.equivalent) && fact->route.empty();
  }
  task.drugs = DrugsOf(fact, subject, task.unit.equivalent.has_value());
  task.counted = CoursesOf(task.drugs, fact, subject, systemic_only);
  task.courses = task.counted.all;
  if (fact->dose || fact->duration || fact->pick == Pick::kAll)
    task.taken = &TakenOf(task.courses, fact->dose ? &task.unit : nullptr, task, task.own_taken);
  for (const PreparedFact& except : fact.except) {
    if (except.Has(kDayByDay) && except.concept_id) task.apart.push_back(TaskOf(except, subject, Resolve(except, subject)));
  }
  return task;
}

Reading CountedDrugs::Add(Reading one, bool of_class) {
  if (of_class && one.presumed == Truth::kTrue) one = Both(Truth::kUnknown);
  sure_ += one.strict == Truth::kTrue ? 1 : 0;
  perhaps_ += one.strict != Truth::kFalse ? 1 : 0;
  presumed_ += one.presumed == Truth::kTrue ? 1 : 0;
  perhaps_presumed_ += one.presumed != Truth::kFalse ? 1 : 0;
  return one;
}

Reading CountedDrugs::Against(const logic::CountBound& bound, bool closed) const {
  records::Number strict;
  strict.low = sure_;
  if (closed) strict.high = perhaps_;
  records::Number all;
  all.low = presumed_;
  all.high = perhaps_presumed_;
  Reading reading{CompareNumber(strict, bound.op, bound.value, {}), CompareNumber(all, bound.op, bound.value, {})};
  if (Known(reading.strict)) reading.presumed = reading.strict;
  return reading;
}

TimeSpan CountingSpan(TimeSpan asked) {
  if (asked.stated) return asked;
  asked.mode = TimeSpan::Mode::kEver;
  asked.first = kDawn;
  return asked;
}

TimeSpan SteadySpan(TimeSpan asked) {
  if (asked.mode != TimeSpan::Mode::kEver) return asked;
  asked.mode = TimeSpan::Mode::kNow;
  if (!asked.stated) asked.last = asked.anchor;
  asked.first = asked.last;
  return asked;
}

LeafResult JudgeDrug(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (auto refused = Guard(fact, kHonoured)) return *refused;
  const bool extreme = fact->pick == Pick::kLowest || fact->pick == Pick::kHighest;
  if (extreme && !fact->dose) return Unknown(fmt::format("which dose of {} the text means", Name(fact, subject)));
  if (extreme && (fact->dose->op == Operator::kBetween || fact->dose->op == Operator::kEqual)) return JudgeBetween(fact, subject, span);
  if (fact->dose && !fact->dose->equivalent_of.empty() && !fact.equivalent) {
    return Unknown(fmt::format("the factor by which a dose converts into one of {}", fact->dose->equivalent_of));
  }
  const bool steady = fact->stable_for.has_value() || fact->alone;
  if (steady && span.mode == TimeSpan::Mode::kEver) {
    return JudgeDrug(fact, subject, SteadySpan(span));
  }
  if (fact->distinct) return CountIngredients(fact, subject, span);
  return NeedsBothWays(fact, span) ? JudgeBothWays(fact, subject, span) : JudgeOne(fact, subject, span);
}

}  // namespace eligo::match
