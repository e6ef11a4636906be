// Decimal: a number as its digits and where the point stands among them, the way files hold decimals.
//
// A binary fraction is the shortest decimal that is the same number, as it would be printed.
// Tested by test/tables/decimal_test.cc.
#pragma once

#include <cstdint>
#include <optional>

namespace eligo::tables {

struct Decimal {
  std::int64_t digits = 0;
  int scale = 0;  // the number is digits / 10^scale; below 0 for what ends in noughts
  bool operator==(const Decimal&) const = default;
};

// Nothing for infinities and what is no number.
std::optional<Decimal> ShortestDecimal(double number);

}  // namespace eligo::tables
