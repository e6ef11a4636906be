// When: the days that a fact speaks of (contract 3.3, 3.4; docs/match.md, "How time is read").
#pragma once

#include <optional>

#include "base/date.h"
#include "logic/fact.h"
#include "units/rational.h"
#include "verdict/settings.h"

namespace eligo::reference {

enum class Reach {
  kNow,     // no window: as things are at screening
  kOn,      // an anchor alone: as things are on its day
  kEver,    // up to a day, without a beginning
  kWithin,  // from a day on
};

struct When {
  Reach reach = Reach::kNow;
  bool planned = true;  // false: the anchor's day is not known, and all is counted back from as-of instead
  Date anchor;
  Date from;  // of kWithin: its first day
  Date to;    // the last day; of a window without one, the last day that exists
  bool states_window = false;
};

// A day moved by a period: months first, to the same day of that month or its last day, then days.
Date Moved(Date day, Period period);
// The day so many half-lives before another; a part of a day counts as a day.
Date HalfLivesBefore(Date day, int count, units::Rational half_life_days);

// Without regard to half-lives, which are each drug's own.
When WhenOf(const logic::Fact& fact, const verdict::Settings& settings);

// Whether one of the days from `first` to `last` lies in the window, which has a beginning.
bool Meets(Date first, Date last, const When& window);

}  // namespace eligo::reference
