#include "tables/decimal.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace eligo::tables {
namespace {

// Any decimal of at most fifteen digits comes back out of a double; so one that rounds to the number is the only one, and the shortest. It
// does when digits / 10^scale, both exact in a double, divides to the number: division rounds as reading a decimal does.
std::optional<Decimal> OfFewDigits(double number) {
  static constexpr std::array<double, 10> kPowers = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  for (std::size_t scale = 0; scale < kPowers.size(); ++scale) {
    const double digits = std::nearbyint(number * kPowers[scale]);
    if (!(std::abs(digits) < 1e15)) break;
    if (digits / kPowers[scale] == number) return Decimal{static_cast<std::int64_t>(digits), static_cast<int>(scale)};
  }
  return std::nullopt;
}

// "1.2345e-07": at most seventeen digits.
std::optional<Decimal> OfPrint(double number) {
  std::array<char, 48> text{};
  const char* const end = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::scientific).ptr;
  Decimal decimal;
  const char* at = text.data() + (number < 0 ? 1 : 0);
  for (bool behind = false; at != end && *at != 'e'; ++at) {
    if (*at == '.') {
      behind = true;
      continue;
    }
    decimal.digits = decimal.digits * 10 + (*at - '0');
    if (behind) ++decimal.scale;
  }
  at += at[1] == '+' ? 2 : 1;
  int exponent = 0;
  std::from_chars(at, end, exponent);
  decimal.scale -= exponent;
  if (number < 0) decimal.digits = -decimal.digits;
  return decimal;
}

}  // namespace

std::optional<Decimal> ShortestDecimal(double number) {
  if (!std::isfinite(number)) return std::nullopt;
  const auto few = OfFewDigits(number);
  return few ? few : OfPrint(number);
}

}  // namespace eligo::tables
