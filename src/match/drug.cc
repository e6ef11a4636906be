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
//                equivalents, add up, systemic routes only; not per_kg
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

#include "match/dose.h"
#include "match/findings.h"
#include "match/phrase.h"
#include "match/result.h"

namespace eligo::match {
namespace {

using logic::Operator;
using logic::Pick;

constexpr Fields kHonoured = kRouteField | kStateField | kExceptField | kDoseField | kDurationField | kStableForField | kDistinctField | kAloneField |
                             kOtherThanField | kRequiredField | kPickField | kWindowField;

// What one judgement of a drug fact works on.
struct Task {
  const PreparedFact& fact;
  const Subject& subject;
  const TimeSpan& span;
  std::vector<Course> courses;
  DoseUnit unit;
  bool closed = false;
  std::string name;

  // The first day that matters: windows without a `from` begin with the record, and with a stretch of silence before it.
  Date First() const { return span.mode == TimeSpan::Mode::kBetween ? span.first : kDawn; }
};

Reading DoseHoldsOn(const Task& task, Date day) {
  const logic::Dose& asked = *task.fact->dose;
  const auto judge = [&](bool presumed) {
    return CompareNumber(DoseOn(task.courses, day, presumed, task.closed, task.unit, task.subject), asked.op, asked.value, asked.high);
  };
  return {judge(false), judge(true)};
}

Reading ExposedOn(const std::vector<Course>& courses, Date day, bool closed) {
  Reading reading{closed ? Truth::kFalse : Truth::kUnknown, Truth::kFalse};
  for (const Course& c : courses) reading = Or(reading, Reading{c.On(day, false), c.On(day, true)});
  return reading;
}

// What is asked of each day, over all days of [first, last].
std::vector<Stretch> Days(const Task& task, Date first, Date last) {
  std::vector<Stretch> out;
  if (first > last) return out;
  const std::vector<Date> begins = Stretches(task.courses, first, last);
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const Date end = i + 1 < begins.size() ? AddDays(begins[i + 1], -1) : last;
    out.push_back({begins[i], end, task.fact->dose ? DoseHoldsOn(task, begins[i]) : ExposedOn(task.courses, begins[i], task.closed)});
  }
  return out;
}

// The first thing that a person could look up to settle the courses at hand.
std::string WhatIsUnsure(const Task& task) {
  for (const Course& c : task.courses) {
    const bool near = c.Shares(task.First(), task.span.last, true) != Truth::kFalse;
    if (near && !c.unsure.empty()) return c.unsure;
  }
  for (const Course& c : task.courses) {
    if (task.fact->dose && !c.dose && c.Shares(task.First(), task.span.last, true) != Truth::kFalse) {
      return fmt::format("the daily dose of {}", task.subject.Concept(c.drug).label);
    }
  }
  return "";
}

void ShowCourses(const Task& task, Date first, LeafResult& result) {
  constexpr std::size_t kShown = 6;
  for (const Course& c : task.courses) {
    if (c.bridge || c.Shares(first, task.span.last, true) == Truth::kFalse) continue;
    if (result.evidence.size() < kShown) result.evidence.push_back(EvidenceOf(task.subject, *c.row, c.drug));
  }
}

// Whether a course shares a day with the window.
LeafResult Exposed(const Task& task) {
  const TimeSpan& span = task.span;
  Findings findings(task.subject);
  for (const Course& c : task.courses) {
    const terms::Concept& drug = task.subject.Concept(c.drug);
    std::string unsure = c.unsure;
    if (unsure.empty()) unsure = fmt::format("whether {} goes on until then", drug.label);
    Reading reading;
    switch (span.mode) {
      case TimeSpan::Mode::kNow:
        reading = {c.On(span.anchor, false), c.On(span.anchor, true)};
        if (reading.presumed == Truth::kFalse && !span.stated && c.start.first <= span.anchor) {
          reading = Both(Truth::kUnknown);
          unsure = fmt::format("whether past {} counts: the text does not say when", drug.label);
        }
        break;
      case TimeSpan::Mode::kEver: reading = {c.Shares(kDawn, span.last, false), c.Shares(kDawn, span.last, true)}; break;
      case TimeSpan::Mode::kBetween: {
        const Begin begin = BeginFor(span, drug);
        reading = {c.Shares(begin.surely, span.last, false), c.Shares(begin.surely, span.last, true)};
        if (begin.perhaps < begin.surely && reading.presumed == Truth::kFalse && c.Shares(begin.perhaps, span.last, true) != Truth::kFalse) {
          reading = Both(Truth::kUnknown);
          unsure = fmt::format("the half-life of {} ({} of them may reach back further)", drug.label, span.half_lives);
        }
        break;
      }
    }
    if (reading == Both(Truth::kFalse)) unsure.clear();
    findings.Add(*c.row, c.drug, reading, std::move(unsure));
  }
  return findings.Conclude({true, task.closed}, task.name, ToString(span));
}

// A day's dose against the bound, on any day or on every day.
LeafResult DosedAt(const Task& task) {
  const TimeSpan& span = task.span;
  const logic::Dose& dose = *task.fact->dose;
  LeafResult result;
  const std::string what = task.unit.prednisone ? "prednisone equivalent" : task.name;
  if (span.mode == TimeSpan::Mode::kNow) {
    result.truth = DoseHoldsOn(task, span.anchor);
    ShowCourses(task, span.anchor, result);
    const records::Number presumed = DoseOn(task.courses, span.anchor, true, task.closed, task.unit, task.subject);
    const bool none = presumed.exact() && *presumed.low == units::Rational(0);
    const std::string amount = none            ? "none"
                               : presumed.high ? fmt::format("{} {}", NumberText(presumed), dose.unit)
                                               : "of unknown dose";
    result.says = fmt::format("{} on {}: {}", what, ToString(span.anchor), amount);
    if (Known(result.truth.presumed)) {
      result.says += fmt::format(", {} {}{}", RelationText(dose.op, result.truth.presumed == Truth::kTrue), dose.value.ToString(),
                                 dose.high ? " to " + dose.high->ToString() : "");
    }
  } else {
    const bool at_least = dose.op == Operator::kGreaterEqual || dose.op == Operator::kGreater;
    const bool every_day = task.fact->pick == Pick::kAll || (!at_least && task.fact->pick != Pick::kAny);
    result.truth = Both(FromBool(every_day));
    for (const Stretch& s : Days(task, task.First(), span.last)) result.truth = every_day ? And(result.truth, s.holds) : Or(result.truth, s.holds);
    ShowCourses(task, task.First(), result);
    result.says = fmt::format("{} {} on {} {}: {}", what, DoseText(dose), every_day ? "every day" : "some day", ToString(span),
                              result.truth.presumed == Truth::kTrue ? "so recorded" : result.truth.presumed == Truth::kFalse ? "not on record" : "not certain");
  }
  if (!Known(result.truth.strict)) {
    result.missing = WhatIsUnsure(task);
    if (result.missing.empty()) result.missing = fmt::format("the dose of {} {}", what, ToString(span));
  }
  return result;
}

// A run of days, by dose or by exposure.
LeafResult Lasted(const Task& task) {
  const TimeSpan& span = task.span;
  const logic::DurationBound& bound = *task.fact->duration;
  const bool now = span.mode == TimeSpan::Mode::kNow;
  LeafResult result;
  const std::vector<Stretch> inside = Days(task, task.First(), span.last);
  result.truth = HasRun(inside, bound, now ? span.anchor : kDusk, now ? span.anchor : kDawn);
  const std::string drug = task.unit.prednisone ? "prednisone equivalent" : task.name;
  const std::string what = task.fact->dose ? fmt::format("{} {}", drug, DoseText(*task.fact->dose)) : task.name;
  const std::string length = fmt::format("{} {}", bound.op == Operator::kGreater ? "more than" : "at least", LengthText(bound.value));
  ShowCourses(task, task.First(), result);
  const Truth presumed = result.truth.presumed;
  result.says = fmt::format("{} for {} {}: {}", what, length, now ? "until " + ToString(span.anchor) : ToString(span),
                            presumed == Truth::kTrue ? "so recorded" : presumed == Truth::kFalse ? "not on record" : "not certain");
  if (!Known(result.truth.strict)) {
    result.missing = WhatIsUnsure(task);
    if (result.missing.empty()) result.missing = fmt::format("how long {} was taken", what);
  }
  if (presumed != Truth::kFalse) return result;
  if (span.mode == TimeSpan::Mode::kBetween && task.fact.excluding()) {
    // Long enough as a whole, with fewer days inside: which days count is not ours to choose (contract section 4.3).
    if (HasRun(Days(task, kDawn, span.last), bound, kDusk, span.first).presumed != Truth::kFalse) {
      result.truth = {};
      result.says = fmt::format("{} for {} overlaps the time {}, with fewer days inside it", what, length, ToString(span));
      result.missing = "whether days before the window count: counted whole, this is met; counted inside, it is not";
    }
  } else if (now && !span.stated && HasRun(inside, bound, kDusk, kDawn).presumed != Truth::kFalse) {
    result.truth = {};
    result.says = fmt::format("{} for {} lies in the past", what, length);
    result.missing = "whether past treatment counts: the text does not say when";
  }
  return result;
}

// The same drugs at the same daily doses on every day of [anchor - length, anchor].
LeafResult Stable(const Task& task) {
  const Date last = task.span.anchor;
  const Date first = Add(last, -*task.fact->stable_for);
  LeafResult result;
  ShowCourses(task, first, result);
  std::string change;
  const auto judge = [&](bool presumed) {
    Truth all = Truth::kTrue;
    bool any = false;
    for (std::size_t i = 0; i < task.courses.size();) {
      std::vector<Course> of_drug;
      const terms::ConceptId drug = task.courses[i].drug;
      for (; i < task.courses.size() && task.courses[i].drug == drug; ++i) of_drug.push_back(task.courses[i]);
      Truth begun = Truth::kFalse;
      std::optional<records::Number> dose;
      const Course* course = nullptr;
      for (const Date day : Stretches(of_drug, first, last)) {
        Truth on = Truth::kFalse;
        const Course* here = nullptr;
        for (const Course& c : of_drug) {
          const Truth t = c.On(day, presumed);
          if (t != Truth::kFalse && (here == nullptr || t > on)) here = &c;
          on = Or(on, t);
        }
        const records::Number now = DoseOn(of_drug, day, presumed, task.closed, {task.unit.unit, false}, task.subject);
        any = any || on != Truth::kFalse;
        if (day == first) {
          begun = on;
          dose = now;
          course = here;
          if (on == Truth::kUnknown) all = And(all, Truth::kUnknown);
          continue;
        }
        Truth same = Truth::kUnknown;
        if (on == Truth::kUnknown || begun == Truth::kUnknown) {
          same = Truth::kUnknown;
        } else if (on != begun) {
          // It began, or it ended. Strictly, the time before a first record is silent.
          same = presumed || task.closed || on == Truth::kFalse ? Truth::kFalse : Truth::kUnknown;
        } else if (on == Truth::kFalse || here->row == course->row) {
          same = Truth::kTrue;
        } else if (now.exact() && dose->exact()) {
          same = FromBool(*now.low == *dose->low);
        }
        if (same == Truth::kFalse && change.empty()) change = fmt::format("{} changed on {}", task.subject.Concept(drug).label, ToString(day));
        all = And(all, same);
      }
    }
    if (!any) return presumed || task.closed ? Truth::kTrue : Truth::kUnknown;
    return all;
  };
  result.truth = {judge(false), judge(true)};
  if (Known(result.truth.strict)) result.truth.presumed = result.truth.strict;
  if (!change.empty() && result.truth.presumed == Truth::kFalse) {
    result.says = change;
  } else if (result.truth.presumed == Truth::kTrue) {
    result.says = fmt::format("{}: the same from {} to {}", task.name, ToString(first), ToString(last));
  } else {
    result.says = fmt::format("{}: not certain to be the same from {} to {}", task.name, ToString(first), ToString(last));
  }
  if (!Known(result.truth.strict)) {
    result.missing = WhatIsUnsure(task);
    if (result.missing.empty()) result.missing = fmt::format("{} and its doses from {} to {}", task.name, ToString(first), ToString(last));
  }
  return result;
}

// Nothing else of what is given beside it. Which drugs those are is ours: immunosuppressants, antimalarials, biologics.
LeafResult Alone(const Task& task) {
  const auto& companions = task.subject.run.known.companions;
  if (companions.empty()) return Unknown(fmt::format("{}alone", kNotComputed));
  std::vector<terms::ConceptId> others;
  for (const terms::ConceptId id : companions) {
    if (!std::binary_search(task.fact.closure.begin(), task.fact.closure.end(), id)) others.push_back(id);
  }
  logic::Fact plain;
  plain.about = logic::About::kDrug;
  PreparedFact anything;
  anything.fact = &plain;
  const std::vector<Course> courses = CoursesOf(others, anything, task.subject, false);
  const Date day = task.span.anchor;
  LeafResult result;
  result.truth = Not(ExposedOn(courses, day, task.closed));
  result.says = "nothing else beside it on record";
  for (const Course& c : courses) {
    if (c.On(day, true) == Truth::kFalse) continue;
    result.evidence.push_back(EvidenceOf(task.subject, *c.row, c.drug));
    result.says = fmt::format("{} is given as well", task.subject.Concept(c.drug).label);
  }
  if (!Known(result.truth.strict)) result.missing = fmt::format("whether anything is given beside {}", task.name);
  return result;
}

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
  Task task{fact, subject, span, {}, {}, subject.Closed(logic::About::kDrug), Name(fact, subject)};
  std::vector<terms::ConceptId> drugs = fact.closure;
  bool systemic_only = false;
  if (fact->dose) {
    const logic::Dose& dose = *fact->dose;
    task.unit.unit = units::ParseUnit(dose.unit);
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
  if (!Known(result.truth.strict)) result.missing = unsure.empty() ? fmt::format("other {} that the patient has had", Name(fact, subject)) : unsure;
  return result;
}

}  // namespace

LeafResult JudgeDrug(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (auto refused = Guard(fact, kHonoured)) return *refused;
  if (!fact->other_than.empty() && fact->other_than != "this_trial") return Unknown(fmt::format("{}other_than {}", kNotComputed, fact->other_than));
  if (fact->pick == Pick::kLowest || fact->pick == Pick::kHighest) return Unknown(fmt::format("{}pick {}", kNotComputed, logic::ToString(*fact->pick)));
  if (fact->pick == Pick::kAll && !fact->dose) return Unknown(fmt::format("{}pick all without a dose", kNotComputed));
  if (span.in_hours) return Unknown(fmt::format("{}a window of a drug in hours", kNotComputed));
  if (span.half_lives > 0 && (fact->dose || fact->duration || fact->stable_for)) return Unknown(fmt::format("{}half-lives with a dose or duration", kNotComputed));
  if (fact->dose && fact->dose->per_kg) return Unknown(fmt::format("{}dose per_kg", kNotComputed));
  if (fact->dose && !fact->dose->equivalent_of.empty() && fact->dose->equivalent_of != "prednisone") {
    return Unknown(fmt::format("{}doses in {} equivalents", kNotComputed, fact->dose->equivalent_of));
  }
  if (fact->duration) {
    const bool at_least = fact->duration->op == Operator::kGreaterEqual || fact->duration->op == Operator::kGreater;
    if (!at_least || fact->duration->value.hours != 0) return Unknown(fmt::format("{}a duration with an upper bound or in hours", kNotComputed));
  }
  const bool steady = fact->stable_for.has_value() || fact->alone;
  if (steady && span.mode != TimeSpan::Mode::kNow) return Unknown(fmt::format("{}stable_for or alone in a window", kNotComputed));
  if (fact->stable_for && fact->stable_for->hours != 0) return Unknown(fmt::format("{}stable_for in hours", kNotComputed));
  if (fact->distinct) return CountIngredients(fact, subject, span);
  return JudgeOne(fact, subject, span);
}

}  // namespace eligo::match
