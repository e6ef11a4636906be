#include "match/dose.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/short_vector.h"

namespace eligo::match {
namespace {

using records::Exposure;
using records::Number;
using units::Rational;

// A row's dose is "per day" in its unit, which the readers write with or without the day.
std::optional<units::Unit> PerDay(std::string_view written, const units::Unit& wanted) {
  if (written.empty()) return std::nullopt;
  auto unit = units::ParseUnit(written);
  if (!unit || !unit->Commensurable(wanted)) unit = units::ParseUnit(fmt::format("{}/d", written));
  return unit;
}

std::optional<Rational> InUnit(const Course& course, const units::Unit& unit, const DoseUnit& wanted, const Subject& subject) {
  auto dose = units::Convert(*course.dose, unit, *wanted.unit);
  if (!dose || !wanted.equivalent) return dose;
  const auto& factor = subject.Concept(course.drug).prednisone_factor;
  const auto prednisone = factor ? units::Multiply(*dose, *factor) : std::nullopt;
  return prednisone ? units::Divide(*prednisone, *wanted.equivalent) : std::nullopt;
}

int Rank(const Course& course) {
  switch (course.row->exposure) {
    case Exposure::kAdministration: return 0;
    case Exposure::kDispense: return 1;
    case Exposure::kOrder: return 2;
    case Exposure::kStatement: return 3;
  }
  return 3;
}

// Adds [low, high]; an absent high is unbounded. What overflows is unbounded.
void AddTo(Number& sum, const Rational& low, const std::optional<Rational>& high, bool low_open) {
  const auto l = units::Add(*sum.low, low);
  sum.low_open = sum.low_open || low_open;
  if (l) sum.low = *l;
  const auto h = sum.high && high ? units::Add(*sum.high, *high) : std::nullopt;
  sum.high = h;
}

struct Cover {
  const Course* course;
  Truth on;
  const std::optional<Rational>* dose;
};

void LowerTo(Number& dose, const Rational& low) {
  if (*dose.low < low) return;
  dose.low = low;
  dose.low_open = false;
}

using Covers = ShortVector<Cover, 8>;

// Where none of them is certain, any kind of record may be the one that says what was taken: the most that one kind adds up to; unbounded
// where some dose is not known.
std::optional<Rational> MostOfAny(const Covers& covers) {
  std::optional<Rational> most = Rational(0);
  for (const Cover& of_kind : covers) {
    std::optional<Rational> all = Rational(0);
    for (const Cover& c : covers) {
      if (Rank(*c.course) == Rank(*of_kind.course)) all = all && *c.dose ? units::Add(*all, **c.dose) : std::nullopt;
    }
    if (!all) return std::nullopt;
    most = std::max(*most, *all);
  }
  return most;
}

void AddDrug(Number& sum, const Covers& covers) {
  // The best kind of record of this day: certain before possible, with a dose before without, administered before ordered.
  const auto better = [](const Cover& a, const Cover& b) {
    if (a.on != b.on) return a.on == Truth::kTrue;
    if (a.dose->has_value() != b.dose->has_value()) return a.dose->has_value();
    return Rank(*a.course) < Rank(*b.course);
  };
  const Cover& best = *std::min_element(covers.begin(), covers.end(), better);
  if (best.on != Truth::kTrue) {
    AddTo(sum, 0, MostOfAny(covers), false);
    return;
  }
  Number drug;
  drug.low = drug.high = 0;
  Date begun = kDawn;
  for (const Cover& c : covers) {
    if (Rank(*c.course) != Rank(*best.course)) continue;
    begun = std::max(begun, c.course->start.last);
    const bool certain = c.on == Truth::kTrue && !c.course->bridge;  // a bridged gap keeps the drug going, not its dose
    if (*c.dose) {
      AddTo(drug, certain ? **c.dose : Rational(0), *c.dose, false);
    } else {
      AddTo(drug, 0, std::nullopt, certain);
    }
  }
  // What a lesser kind of record began to say later may be the dose by now: either.
  for (const Cover& c : covers) {
    if (Rank(*c.course) <= Rank(*best.course) || c.course->start.first <= begun || !*c.dose) continue;
    LowerTo(drug, **c.dose);
    if (drug.high) drug.high = std::max(*drug.high, **c.dose);
  }
  // A better kind of record that may be of this day may say what the dose was.
  Rational doubtful = 0;
  for (const Cover& c : covers) {
    if (Rank(*c.course) >= Rank(*best.course) || c.on == Truth::kTrue || !*c.dose) continue;
    LowerTo(drug, **c.dose);
    const auto all = units::Add(doubtful, **c.dose);
    if (!all) drug.high.reset();
    doubtful = all.value_or(doubtful);
    if (drug.high) drug.high = std::max(*drug.high, doubtful);
  }
  AddTo(sum, *drug.low, drug.high, drug.low_open);
}

Date RunEnd(std::span<const Stretch> s, std::size_t from, Truth Reading::*side, bool unknown_too, std::size_t& next) {
  std::size_t i = from;
  const auto in = [&](const Stretch& x) { return x.holds.*side == Truth::kTrue || (unknown_too && x.holds.*side == Truth::kUnknown); };
  while (i + 1 < s.size() && in(s[i + 1])) ++i;
  next = i + 1;
  return s[i].last;
}

// Time elapsed until the anchor for a run that reaches it, days counted for any other. `begun_by`: as long before the anchor.
bool LongEnough(Date first, Date last, const logic::DurationBound& bound, Date anchor, Date begun_by) {
  const bool strictly = bound.op == logic::Operator::kGreater;
  if (first <= kDawn) return true;
  if (last >= anchor) return strictly ? first < begun_by : first <= begun_by;
  const Date needed = Add(first, bound.value);
  const Date after = AddDays(last, 1);
  return strictly ? needed < after : needed <= after;
}

}  // namespace

Doses DosesOf(std::span<const Course> courses, const DoseUnit& unit, const Subject& subject) {
  Doses doses(courses.size());
  if (!unit.unit) return doses;
  // Rows of one unit stand together, mostly.
  std::optional<records::StringId> written;
  std::optional<units::Unit> its;
  for (std::size_t i = 0; i < courses.size(); ++i) {
    if (!courses[i].dose) continue;
    if (written != courses[i].row->unit) {
      written = courses[i].row->unit;
      its = PerDay(subject.run.records.Text(*written), *unit.unit);
    }
    if (its) doses[i] = InUnit(courses[i], *its, unit, subject);
  }
  return doses;
}

Number DoseOn(std::span<const Dosed> courses, Date day, bool presumed, bool closed) {
  Number sum;
  // One course with a dose needs no sum.
  if (courses.size() == 1 && courses[0].dose && !courses[0].course->bridge && courses[0].course->On(day, presumed) == Truth::kTrue) {
    sum.low = sum.high = courses[0].dose;
    return sum;
  }
  sum.low = 0;
  sum.high = 0;
  bool any = false;
  for (std::size_t i = 0; i < courses.size();) {
    Covers covers;
    const terms::ConceptId drug = courses[i].course->drug;
    for (; i < courses.size() && courses[i].course->drug == drug; ++i) {
      const Truth on = courses[i].course->On(day, presumed);
      if (on != Truth::kFalse) covers.push_back({courses[i].course, on, &courses[i].dose});
    }
    if (covers.empty()) continue;
    any = true;
    AddDrug(sum, covers);
  }
  if (!any && !presumed && !closed) sum.high.reset();
  return sum;
}

namespace {

// RunHolds() for >= and >, in days.
Reading HasRun(std::span<const Stretch> stretches, const logic::DurationBound& bound, Date anchor, Date reach) {
  const Date begun_by = Add(anchor, -bound.value);
  const auto judge = [&](Truth Reading::*side) {
    Truth best = Truth::kFalse;
    for (const bool unknown_too : {true, false}) {
      for (std::size_t i = 0; i < stretches.size();) {
        const Truth t = stretches[i].holds.*side;
        if (t == Truth::kFalse || (t == Truth::kUnknown && !unknown_too)) {
          ++i;
          continue;
        }
        const Date first = stretches[i].first;
        const Date last = RunEnd(stretches, i, side, unknown_too, i);
        if (last < reach) continue;
        if (LongEnough(first, last, bound, anchor, begun_by)) best = unknown_too ? Truth::kUnknown : Truth::kTrue;
      }
      if (best == Truth::kFalse) return best;
    }
    return best;
  };
  return {judge(&Reading::strict), judge(&Reading::presumed)};
}

}  // namespace

Reading RunHolds(std::span<const Stretch> stretches, const logic::DurationBound& bound, Date anchor, Date reach) {
  using logic::Operator;
  const auto with = [&](Operator op, Period length) { return RunHolds(stretches, {op, length}, anchor, reach); };
  switch (bound.op) {
    case Operator::kLess: return And(with(Operator::kGreaterEqual, {}), Not(with(Operator::kGreaterEqual, bound.value)));
    case Operator::kLessEqual: return And(with(Operator::kGreaterEqual, {}), Not(with(Operator::kGreater, bound.value)));
    case Operator::kEqual:
    case Operator::kBetween: return And(with(Operator::kGreaterEqual, bound.value), Not(with(Operator::kGreater, bound.value)));
    case Operator::kGreaterEqual:
    case Operator::kGreater: break;
  }
  if (bound.value.hours == 0) return HasRun(stretches, bound, anchor, reach);
  // On the first and the last day of a run it may have been an hour: d days surely hold d - 2 whole ones, and at most d.
  const auto days = [&](int n) { return Period{bound.value.months, bound.value.days + n, 0}; };
  const Reading surely = HasRun(stretches, {Operator::kGreaterEqual, days((bound.value.hours + 23) / 24 + 2)}, anchor, reach);
  const Reading perhaps = HasRun(stretches, {Operator::kGreaterEqual, days(bound.value.hours / 24)}, anchor, reach);
  const auto settle = [](Truth sure, Truth may) {
    if (sure == Truth::kTrue) return sure;
    return may == Truth::kFalse ? may : Truth::kUnknown;
  };
  return {settle(surely.strict, perhaps.strict), settle(surely.presumed, perhaps.presumed)};
}

}  // namespace eligo::match
