// Quantity: the numbers of a passage with their operators and units, as written.
//
// Looks at the text alone, so that a limit the grammar could not place is seen too.
// Tested by test/lint/*.txt.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/span.h"
#include "lint/passage.h"
#include "units/rational.h"
#include "units/unit.h"

namespace eligo::lint {

struct Quantity {
  Span span;  // operator, number and unit
  Span number;
  units::Rational value;
  std::u32string sign;              // "<", ">=", "=", "" when none stands before it
  std::optional<units::Unit> unit;  // nothing without one
  bool time = false;                // days, weeks, months, years, hours
  bool times_limit = false;         // "1.5 x ULN"
};

std::vector<Quantity> Quantities(const Passage& passage);

// Whether a length of time ("8 weeks", "five half-lives") is written between two places.
bool HasLength(const std::vector<Quantity>& quantities, Span within);

}  // namespace eligo::lint
