// Dose: daily doses over days, in prednisone equivalents for glucocorticoids, and runs of days.
//
// A day's dose is an interval: a course that is only possible, of an unstated route, or bridged over a gap gives from nothing
// to its dose; one without a dose gives anything above nothing. Of one drug on one day the administrations count, else the
// dispensings, else the orders, else the statements; drugs add up.
// Tested by test/match/dose.txt.
#pragma once

#include <span>
#include <vector>

#include "match/exposure.h"
#include "match/leaf.h"

namespace eligo::match {

struct DoseUnit {
  std::optional<units::Unit> unit;  // "mg/d"
  // In equivalents of a glucocorticoid: the mg of prednisone that 1 mg of it equals.
  std::optional<units::Rational> equivalent;
};

// The daily dose of each course in that unit; nothing where it is unknown.
using Doses = std::vector<std::optional<units::Rational>>;
Doses DosesOf(std::span<const Course> courses, const DoseUnit& unit, const Subject& subject);

// A course and its daily dose.
struct Dosed {
  const Course* course;
  std::optional<units::Rational> dose;
};
// Of the courses that may run on that day, by drug. No exposure is dose 0 when presumed or closed; strictly it is anything.
records::Number DoseOn(std::span<const Dosed> courses, Date day, bool presumed, bool closed);

// A stretch of days that are alike.
struct Stretch {
  Date first, last;
  Reading holds;
};

// Is there a run of days on which it holds, as long as the bound says, that reaches the day `reach`? A run that reaches `anchor` is
// measured by the time elapsed until then, any other by its days; kDusk counts days for all. No longer than it says is one that is
// there, and none longer. Of a length in hours only whole days are known: a run that may be long enough is unknown.
Reading RunHolds(std::span<const Stretch> stretches, const logic::DurationBound& bound, Date anchor, Date reach);

}  // namespace eligo::match
