// Days: windows, ages and doses by counting days one at a time (contract sections 3.3, 3.9). Slow on purpose.
#pragma once

#include <vector>

#include "base/date.h"

namespace eligo::reference {

// The day `months` calendar months and then `days` days before another: the same day of that month, or its last day.
Date Before(Date day, int months, int days);

// Birthdays passed from the day after birth up to `on`, counted day by day. 29 February is kept on 1 March in common years.
int CountBirthdays(Date birth, Date on);

// Is an event on `day` in the window that reaches back from `anchor`? Both ends are in, unless open.
bool InWindow(Date day, Date anchor, int months, int days, bool open_from, bool open_to);

// Of something that happened on one unknown day of [first, last]: in the window on every day it may be, on none, or on some.
enum class Found { kNever, kPerhaps, kSurely };
Found FindInWindow(Date first, Date last, Date anchor, int months, int days);

// The longest run of days on which the dose is at least `dose`, within [first, last]. One dose per day, from `begin` on.
int LongestRun(const std::vector<int>& doses, Date begin, Date first, Date last, int dose);

// Of these days, the most that can be chosen so that each lies at least `apart` days after the one before: every choice is tried.
int MostApart(const std::vector<Date>& days, int apart);

}  // namespace eligo::reference
