// When and how much: the questions of exposure, dose and duration.
#include <algorithm>

#include <fmt/format.h>

#include "match/drug_task.h"
#include "match/findings.h"
#include "match/phrase.h"
#include "match/result.h"
#include "match/times.h"

namespace eligo::match {
namespace {

using logic::Operator;
using logic::Pick;

// The run of days of exposure in which the day lies, against a length.
Reading RunAround(const DrugTask& task, Date day, const logic::DurationBound& bound) {
  std::vector<Stretch> run;
  for (const Stretch& s : StretchesOf(task, kDawn, std::max(day, task.subject.as_of()))) {
    if (s.holds.presumed == Truth::kFalse) {
      if (s.first > day) break;
      run.clear();
    } else {
      run.push_back(s);
    }
  }
  return RunHolds(run, bound, kDusk, kDawn);
}

// What one of the exceptions takes away of a course on a day.
Reading TakenAway(const DrugTask& exception, const Course& course, Date day) {
  const PreparedFact& fact = exception.fact;
  // A dose in equivalents sums up what is not excepted, too.
  if (!std::binary_search(fact.closure.begin(), fact.closure.end(), course.drug)) return Both(Truth::kFalse);
  Reading taken = Both(Truth::kTrue);
  if (!fact->route.empty()) taken = And(taken, Both(ByRoute(course.row->route, fact->route)));
  if (fact->dose) taken = And(taken, DoseHoldsOn(exception, day));
  if (fact->window) taken = And(taken, Both(Within(On(day), records::kNoMinute, exception.span)));
  if (fact->duration) taken = And(taken, RunAround(exception, day, *fact->duration));
  return taken;
}

// The course on a day, less what the exceptions take away of it.
Reading OnDay(const DrugTask& task, const Course& course, Date day) {
  Reading reading{course.On(day, false), course.On(day, true)};
  for (const DrugTask& exception : task.apart) {
    if (reading.presumed == Truth::kFalse) break;
    reading = And(reading, Not(TakenAway(exception, course, day)));
  }
  return reading;
}

std::vector<Date> Changes(const DrugTask& task, Date first, Date last) {
  if (task.apart.empty()) return Stretches(task.courses, first, last);
  std::vector<Course> all(task.courses.begin(), task.courses.end());
  std::vector<Date> days;
  for (const DrugTask& exception : task.apart) {
    all.insert(all.end(), exception.courses.begin(), exception.courses.end());
    if (!exception.fact->window) continue;
    for (const Date day : {exception.span.first, AddDays(exception.span.last, 1)}) {
      if (day > first && day <= last) days.push_back(day);
    }
  }
  for (const Date day : Stretches(all, first, last)) days.push_back(day);
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

// Does the course, less what the exceptions take away, share a day with [first, last]?
Reading Shares(const DrugTask& task, const Course& course, Date first, Date last) {
  if (task.apart.empty()) return {course.Shares(first, last, false), course.Shares(first, last, true)};
  Reading any = Both(Truth::kFalse);
  for (const Date day : Changes(task, first, last)) any = Or(any, OnDay(task, course, day));
  return any;
}

Reading SharesWindow(const DrugTask& task, const Course& course, Date first) {
  const TimeSpan& span = task.span;
  if (!span.in_hours) return Shares(task, course, first, EndFor(span, task.subject.Concept(course.drug)).surely);
  const int minute = course.bridge ? records::kNoMinute : course.row->minute;
  const auto truth = [&](bool presumed) {
    return And(OverlapsHours(course.start, minute, presumed ? course.presumed_end : course.end, span), course.counts);
  };
  const Reading hours{truth(false), truth(true)};
  return task.apart.empty() ? hours : And(hours, Shares(task, course, span.first, span.last));
}

}  // namespace

Reading DoseHolds(const logic::Dose& asked, const std::optional<records::Number>& weight, const TakenState& day) {
  const auto judge = [&](const records::Number& dose) {
    return CompareNumber(asked.per_kg ? PerKg(dose, weight) : dose, asked.op, asked.value, asked.high);
  };
  return {judge(day.dose), judge(day.presumed_dose)};
}

Reading DoseHoldsOn(const DrugTask& task, Date day) {
  return DoseHolds(*task.fact->dose, task.weight, Among(*task.taken, day, day).front());
}

bool AsksForEveryDay(const logic::Fact& fact) {
  const bool at_least = AtLeast(fact.dose->op);
  if (fact.pick == Pick::kLowest) return at_least;
  return fact.pick == Pick::kAll || (!at_least && (fact.pick == Pick::kHighest || !fact.pick));
}

std::vector<Stretch> StretchesOf(const DrugTask& task, Date first, Date last) {
  std::vector<Stretch> out;
  if (first > last) return out;
  if (task.taken && task.apart.empty()) {
    const Reading silent{task.closed ? Truth::kFalse : Truth::kUnknown, Truth::kFalse};
    const auto among = Among(*task.taken, first, last);
    out.reserve(among.size());
    for (const TakenStretch& s : among) {
      if (!out.empty()) out.back().last = AddDays(s.first, -1);
      out.push_back({std::max(first, s.first), last,
                     task.fact->dose ? DoseHolds(*task.fact->dose, task.weight, s) : Or(silent, {s.on, s.presumed_on})});
    }
    return out;
  }
  const std::vector<Date> begins = Changes(task, first, last);
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const Date end = i + 1 < begins.size() ? AddDays(begins[i + 1], -1) : last;
    out.push_back({begins[i], end, task.fact->dose ? DoseHoldsOn(task, begins[i]) : ExposedOn(task, begins[i])});
  }
  return out;
}

Reading ExposedOn(const DrugTask& task, Date day) {
  Reading reading{task.closed ? Truth::kFalse : Truth::kUnknown, Truth::kFalse};
  for (const Course& c : task.courses) reading = Or(reading, OnDay(task, c, day));
  return reading;
}

std::string WhatIsDosed(const DrugTask& task) {
  if (!task.unit.equivalent) return task.name;
  const std::string& of = task.fact->dose->equivalent_of;
  return (of.empty() ? "prednisone" : of) + " equivalent";
}

Reading ExposedOn(std::span<const Course> courses, Date day, bool closed) {
  Reading reading{closed ? Truth::kFalse : Truth::kUnknown, Truth::kFalse};
  for (const Course& c : courses) reading = Or(reading, Reading{c.On(day, false), c.On(day, true)});
  return reading;
}

namespace {

std::string_view SoRecorded(Truth presumed) {
  if (presumed == Truth::kTrue) return "so recorded";
  return presumed == Truth::kFalse ? "not on record" : "not certain";
}

// The dose on the last day of exposure in the window, or on the first; which day that is may be open.
Reading DoseOnEnd(const DrugTask& task, bool latest) {
  std::vector<Date> days = Changes(task, task.First(), task.span.last);
  if (days.empty()) return Both(Truth::kFalse);
  if (latest) std::reverse(days.begin(), days.end());
  std::optional<Reading> reading;
  Truth met = Truth::kFalse;  // whether a day of exposure has been met
  for (const Date day : days) {
    const Truth exposed = ExposedOn(task.courses, day, true).presumed;
    if (exposed == Truth::kFalse) continue;
    const Reading here = DoseHoldsOn(task, day);
    reading = reading ? Common(*reading, here) : here;
    met = exposed;
    if (exposed == Truth::kTrue) break;
  }
  if (met == Truth::kTrue) return *reading;
  // No exposure is dose 0; one that may not have been leaves it open.
  const logic::Dose& dose = *task.fact->dose;
  records::Number nothing;
  nothing.low = nothing.high = 0;
  const Truth none = CompareNumber(nothing, dose.op, dose.value, dose.high);
  if (reading) return {Truth::kUnknown, reading->presumed == none ? none : Truth::kUnknown};
  return {task.closed ? none : Truth::kUnknown, none};
}

}  // namespace

std::string WhatIsUnsure(const DrugTask& task) {
  if (!task.subject.run.words) return "";
  if (task.fact->dose && task.fact->dose->per_kg && !task.weight) return "the body weight";
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

void ShowCourses(const DrugTask& task, Date first, LeafResult& result) {
  constexpr std::size_t kShown = 6;
  for (const Course& c : task.courses) {
    if (c.bridge || c.Shares(first, task.span.last, true) == Truth::kFalse) continue;
    ShowRow(result.evidence, task.subject, *c.row, c.drug);
    if (!task.subject.run.words || result.evidence.told().size() == kShown) return;
  }
}

LeafResult Exposed(const DrugTask& task) {
  const TimeSpan& span = task.span;
  Findings findings(task.subject);
  for (const Course& c : task.courses) {
    const terms::Concept& drug = task.subject.Concept(c.drug);
    const bool words = task.subject.run.words;
    std::string unsure = c.unsure;
    if (words && unsure.empty() && !task.apart.empty()) unsure = fmt::format("whether {} was always what the text leaves out", drug.label);
    if (words && unsure.empty()) unsure = fmt::format("whether {} goes on until then", drug.label);
    Reading reading;
    if (span.mode == TimeSpan::Mode::kNow) {
      reading = OnDay(task, c, span.anchor);
      if (reading.presumed == Truth::kFalse && !span.stated && c.start.first <= span.anchor &&
          Shares(task, c, kDawn, span.anchor).presumed != Truth::kFalse) {
        reading = Both(Truth::kUnknown);
        unsure = Told(task.subject, [&] { return fmt::format("whether past {} counts: the text does not say when", drug.label); });
      }
    } else {
      const Begin begin = span.mode == TimeSpan::Mode::kEver ? Begin{kDawn, kDawn} : BeginFor(span, drug);
      const Date end = EndFor(span, drug).perhaps;
      reading = SharesWindow(task, c, begin.surely);
      if (span.in_hours && reading == Both(Truth::kUnknown)) unsure = fmt::format("at what time {} was given", drug.label);
      // Half-lives may make the window longer than the hours or days that stand beside them.
      if (span.in_hours && begin.surely < span.first) reading = Or(reading, Shares(task, c, begin.surely, AddDays(span.first, -1)));
      const bool gap = begin.perhaps < begin.surely || EndFor(span, drug).surely < end;
      if (gap && reading.presumed == Truth::kFalse && Shares(task, c, begin.perhaps, end).presumed != Truth::kFalse) {
        reading = Both(Truth::kUnknown);
        unsure = fmt::format("the half-life of {} ({} of them may reach {})", drug.label, std::max(span.half_lives, span.to_half_lives),
                             span.half_lives > 0 ? "back further" : "less far back");
      }
    }
    if (reading == Both(Truth::kFalse)) unsure.clear();
    findings.Add(*c.row, c.drug, reading, std::move(unsure));
  }
  return findings.Conclude({true, task.closed}, task.name, Told(task.subject, [&] { return ToString(span); }));
}

LeafResult Always(const DrugTask& task) {
  const TimeSpan& span = task.span;
  LeafResult result;
  result.truth = OnDays(true, StretchesOf(task, task.First(), span.last));
  ShowCourses(task, task.First(), result);
  if (!task.subject.run.words) return result;
  result.says = fmt::format("{} on every day {}: {}", task.name, ToString(span), SoRecorded(result.truth.presumed));
  if (!Known(result.truth.strict)) {
    result.missing = WhatIsUnsure(task);
    if (result.missing.empty()) result.missing = fmt::format("whether {} was taken on every day {}", task.name, ToString(span));
  }
  return result;
}

LeafResult Given(const DrugTask& task) {
  const TimeSpan& span = task.span;
  const logic::CountBound& bound = *task.fact->times;
  std::vector<Happened> all;
  LeafResult result;
  for (const Course& c : task.courses) {
    if (c.bridge) continue;
    const Reading inside = SharesWindow(task, c, task.First());
    if (inside.presumed == Truth::kFalse) continue;
    all.push_back({c.start, c.row->minute, inside.presumed});
    ShowRow(result.evidence, task.subject, *c.row, c.drug);
  }
  const Counted counted = Count(std::move(all), bound.apart);
  result.truth = CountHolds(counted, bound, true, task.closed);
  if (!task.subject.run.words) return result;
  result.says = fmt::format("{} recorded {} time{} {}", task.name, counted.least, counted.least == 1 ? "" : "s", ToString(span));
  if (!Known(result.truth.strict)) {
    result.missing = WhatIsUnsure(task);
    if (result.missing.empty()) result.missing = fmt::format("whether there was more {} {}", task.name, ToString(span));
  }
  return result;
}

LeafResult DosedAt(const DrugTask& task) {
  const TimeSpan& span = task.span;
  const logic::Dose& dose = *task.fact->dose;
  LeafResult result;
  const bool words = task.subject.run.words;
  const std::string what = Told(task.subject, [&] { return WhatIsDosed(task); });
  if (span.mode == TimeSpan::Mode::kNow) {
    result.truth = DoseHoldsOn(task, span.anchor);
    ShowCourses(task, span.anchor, result);
    if (!words) return result;
    const records::Number& presumed = Among(*task.taken, span.anchor, span.anchor).front().presumed_dose;
    const bool none = presumed.exact() && *presumed.low == units::Rational(0);
    std::string amount = none ? "none" : presumed.high ? fmt::format("{} {}", NumberText(presumed), dose.unit) : "of unknown dose";
    if (dose.per_kg && task.weight) amount += fmt::format(" at {} kg", NumberText(*task.weight));
    result.says = fmt::format("{} on {}: {}", what, ToString(span.anchor), amount);
    if (Known(result.truth.presumed)) {
      result.says += fmt::format(", {} {}{}", RelationText(dose.op, result.truth.presumed == Truth::kTrue), dose.value.ToString(),
                                 dose.high ? " to " + dose.high->ToString() : "");
      if (dose.per_kg) result.says += " per kg";
    }
  } else {
    const std::optional<Pick> pick = task.fact->pick;
    const bool at_end = pick == Pick::kLatest || pick == Pick::kFirst;
    const bool every_day = AsksForEveryDay(*task.fact);
    result.truth = at_end ? DoseOnEnd(task, pick == Pick::kLatest) : OnDays(every_day, StretchesOf(task, task.First(), span.last));
    const std::string_view on = at_end ? (pick == Pick::kLatest ? "the last day" : "the first day") : every_day ? "every day" : "some day";
    ShowCourses(task, task.First(), result);
    if (!words) return result;
    result.says = fmt::format("{} {} on {} {}: {}", what, DoseText(dose), on, ToString(span), SoRecorded(result.truth.presumed));
  }
  if (!Known(result.truth.strict)) {
    result.missing = WhatIsUnsure(task);
    const bool by_weight = dose.per_kg && task.weight && !task.weight->exact();
    if (result.missing.empty())
      result.missing = by_weight ? "the body weight at that time" : fmt::format("the dose of {} {}", what, ToString(span));
  }
  return result;
}

LeafResult Lasted(const DrugTask& task) {
  const TimeSpan& span = task.span;
  const logic::DurationBound& bound = *task.fact->duration;
  const bool now = span.mode == TimeSpan::Mode::kNow;
  LeafResult result;
  const auto in = [&](Date first, Date last) { return StretchesOf(task, first, last); };
  const LengthReading length_reading = LastedIn(task.fact, span, task.First(), in);
  result.truth = length_reading.truth;
  ShowCourses(task, task.First(), result);
  if (!task.subject.run.words) return result;
  const std::string what = task.fact->dose ? fmt::format("{} {}", WhatIsDosed(task), DoseText(*task.fact->dose)) : task.name;
  const std::string length =
      fmt::format("{} {}", bound.op == Operator::kEqual ? "exactly" : LengthRelation(bound.op, true), LengthText(bound.value));
  if (length_reading.doubt == LengthDoubt::kFewerInside) {
    result.says = fmt::format("{} for {} overlaps the time {}, with fewer days inside it", what, length, ToString(span));
    result.missing = "whether days before the window count: counted whole, this is met; counted inside, it is not";
    return result;
  }
  if (length_reading.doubt == LengthDoubt::kInThePast) {
    result.says = fmt::format("{} for {} lies in the past", what, length);
    result.missing = "whether past treatment counts: the text does not say when";
    return result;
  }
  const std::string when = now ? "until " + ToString(span.anchor) : ToString(span);
  result.says = fmt::format("{} for {} {}: {}", what, length, when, SoRecorded(result.truth.presumed));
  if (!Known(result.truth.strict)) {
    result.missing = WhatIsUnsure(task);
    if (result.missing.empty()) result.missing = fmt::format("how long {} was taken", what);
  }
  return result;
}

}  // namespace eligo::match
