// ParseAmount: numbers with their comparison and unit: limits, doses, changes, counts.
#pragma once

#include <optional>
#include <string_view>

#include "logic/parse_line.h"

namespace eligo::logic {

Operator ParseOperator(std::string_view text);  // of a token kOperator

// ">= 2", "between 2".
bool ParseCountBound(LineReading& line, CountBound& count);
// ">= 85 g/L", "between 18 and 80 years", "> 2 x ULN", ">= 1:80"; ">= 2 times" goes to `times`.
bool ParseCompare(LineReading& line, Compare& compare, std::optional<CountBound>& times);
// Behind `dose` and `change`.
bool ParseDose(LineReading& line, Fact& fact);
bool ParseChange(LineReading& line, Fact& fact);

}  // namespace eligo::logic
