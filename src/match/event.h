// Event: the days of the event that stands in place of an anchor ("within 4 weeks after the last dose of rituximab").
//
// Rows count that meet the event's own fields; `pick` says which of several: the latest, the first, or any, one window around each.
// A window after the event begins where it ends, one before it or around it where it begins. What may be the day asked for, and is in
// doubt or has a partial date, leaves it open.
// Tested by test/match/event.txt.
#pragma once

#include <string>
#include <vector>

#include "match/prepare.h"

namespace eligo::match {

struct EventDays {
  std::vector<Date> days;  // none: not on record
  std::string problem;     // what must be known before the day is; "" when it is
};
EventDays DaysOf(const PreparedFact& event, const Subject& subject, bool after);

}  // namespace eligo::match
