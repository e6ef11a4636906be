// Change: a result against an earlier one, or against what is normal ("B cells back to baseline", "a fall of 20 %").
//
//   against    the result is held against
//   baseline   the last one before the first dose of the drug, where the text lifts an exclusion of that drug; else the last one before
//              the window's event, else the last one up to the planned day of baseline. The result itself must come after it
//   previous   the one before it
//   normal     its reference range: nothing within it, above and below it the distance to the nearer end
//
// A change is signed, in the unit of the fact or in percent of what it is held against. Censored results and partial dates are
// intervals, and of several results of one day all must agree.
// Tested by test/match/change.txt.
#pragma once

#include <optional>

#include "match/kernels.h"

namespace eligo::match {

LeafResult JudgeChange(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);

// The days on which the drugs of `fact.since` were first and last begun, as recorded; nothing when they never were.
struct Dosing {
  DateInterval first, last;
};
std::optional<Dosing> DosingBefore(const PreparedFact& fact, const Subject& subject);
// Does the result surely come after the last of them? Always, where the fact asks nothing of the kind.
bool AfterDosing(const records::Row& row, const std::optional<Dosing>& dosing, const Subject& subject);

}  // namespace eligo::match
