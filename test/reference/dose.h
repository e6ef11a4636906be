// Dose: the daily dose of each day, and what a fact asks of it (contract 3.9, 4.3).
#pragma once

#include <functional>

#include "test/reference/when.h"
#include "test/reference/worlds.h"

namespace eligo::reference {

// What holds on a day, in one reading.
using DayTruth = std::function<Truth(Date)>;

// exposure.cc
Truth EveryDay(const DayTruth& on, Date first, Date last);
// A run of days of the fact's length in its window. `recorded`: the same where silence is absence; `begin`: the first day on record.
std::optional<Truth> RunWithin(const Question& question, const When& when, const DayTruth& on, const DayTruth& recorded, Date begin);

// A dose, or steadiness.
Said Dosed(const Question& question, const std::vector<Record>& world, const When& when);

}  // namespace eligo::reference
