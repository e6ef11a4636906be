// When and how much: the questions of exposure, dose and duration.
#include <algorithm>

#include <fmt/format.h>

#include "match/drug_task.h"
#include "match/findings.h"
#include "match/phrase.h"
#include "match/result.h"

namespace eligo::match {
namespace {

using logic::Operator;
using logic::Pick;

records::Number PerKg(const records::Number& dose, const std::optional<records::Number>& weight) {
  if (!weight) return dose.exact() && *dose.low == units::Rational(0) ? dose : records::Number{};
  records::Number out = dose;
  if (dose.low) out.low = units::Divide(*dose.low, *weight->high);
  if (dose.high) out.high = units::Divide(*dose.high, *weight->low);
  return out;
}

Reading DoseHoldsOn(const DrugTask& task, Date day) {
  const logic::Dose& asked = *task.fact->dose;
  const auto judge = [&](bool presumed) {
    records::Number dose = DoseOn(task.courses, day, presumed, task.closed, task.unit, task.subject);
    if (asked.per_kg) dose = PerKg(dose, task.weight);
    return CompareNumber(dose, asked.op, asked.value, asked.high);
  };
  return {judge(false), judge(true)};
}

// What is asked of each day, over all days of [first, last].
std::vector<Stretch> Days(const DrugTask& task, Date first, Date last) {
  std::vector<Stretch> out;
  if (first > last) return out;
  const std::vector<Date> begins = Stretches(task.courses, first, last);
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const Date end = i + 1 < begins.size() ? AddDays(begins[i + 1], -1) : last;
    out.push_back({begins[i], end, task.fact->dose ? DoseHoldsOn(task, begins[i]) : ExposedOn(task.courses, begins[i], task.closed)});
  }
  return out;
}

}  // namespace

std::optional<records::Number> WeightOf(const Subject& subject) {
  const auto kilogram = units::ParseUnit("kg");
  std::optional<records::Number> weight;
  if (!subject.run.known.body_weight || !kilogram) return weight;
  for (const records::Row& row : subject.Rows(*subject.run.known.body_weight)) {
    const auto unit = units::ParseUnit(subject.run.records.Text(row.unit));
    if (!Exists(row, subject.known_by()) || !row.number || !row.number->exact() || row.unit == 0 || !unit) continue;
    const auto kg = units::Convert(*row.number->low, *unit, *kilogram);
    if (!kg || *kg <= units::Rational(0)) continue;
    if (!weight) weight = records::Number{kg, kg, false, false, false};
    weight->low = std::min(*weight->low, *kg);
    weight->high = std::max(*weight->high, *kg);
  }
  return weight;
}

Reading ExposedOn(const std::vector<Course>& courses, Date day, bool closed) {
  Reading reading{closed ? Truth::kFalse : Truth::kUnknown, Truth::kFalse};
  for (const Course& c : courses) reading = Or(reading, Reading{c.On(day, false), c.On(day, true)});
  return reading;
}

std::string WhatIsUnsure(const DrugTask& task) {
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
    if (result.evidence.size() < kShown) result.evidence.push_back(EvidenceOf(task.subject, *c.row, c.drug));
  }
}

LeafResult Exposed(const DrugTask& task) {
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
        if (begin.perhaps < begin.surely && reading.presumed == Truth::kFalse &&
            c.Shares(begin.perhaps, span.last, true) != Truth::kFalse) {
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

LeafResult DosedAt(const DrugTask& task) {
  const TimeSpan& span = task.span;
  const logic::Dose& dose = *task.fact->dose;
  LeafResult result;
  const std::string what = task.unit.prednisone ? "prednisone equivalent" : task.name;
  if (span.mode == TimeSpan::Mode::kNow) {
    result.truth = DoseHoldsOn(task, span.anchor);
    ShowCourses(task, span.anchor, result);
    const records::Number presumed = DoseOn(task.courses, span.anchor, true, task.closed, task.unit, task.subject);
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
    const bool at_least = dose.op == Operator::kGreaterEqual || dose.op == Operator::kGreater;
    const bool every_day = task.fact->pick == Pick::kAll || (!at_least && task.fact->pick != Pick::kAny);
    result.truth = Both(FromBool(every_day));
    for (const Stretch& s : Days(task, task.First(), span.last))
      result.truth = every_day ? And(result.truth, s.holds) : Or(result.truth, s.holds);
    ShowCourses(task, task.First(), result);
    result.says = fmt::format("{} {} on {} {}: {}", what, DoseText(dose), every_day ? "every day" : "some day", ToString(span),
                              result.truth.presumed == Truth::kTrue    ? "so recorded"
                              : result.truth.presumed == Truth::kFalse ? "not on record"
                                                                       : "not certain");
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
  const std::vector<Stretch> inside = Days(task, task.First(), span.last);
  result.truth = HasRun(inside, bound, now ? span.anchor : kDusk, now ? span.anchor : kDawn);
  const std::string drug = task.unit.prednisone ? "prednisone equivalent" : task.name;
  const std::string what = task.fact->dose ? fmt::format("{} {}", drug, DoseText(*task.fact->dose)) : task.name;
  const std::string length = fmt::format("{} {}", bound.op == Operator::kGreater ? "more than" : "at least", LengthText(bound.value));
  ShowCourses(task, task.First(), result);
  const Truth presumed = result.truth.presumed;
  result.says = fmt::format("{} for {} {}: {}", what, length, now ? "until " + ToString(span.anchor) : ToString(span),
                            presumed == Truth::kTrue    ? "so recorded"
                            : presumed == Truth::kFalse ? "not on record"
                                                        : "not certain");
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

}  // namespace eligo::match
