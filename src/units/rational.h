// Rational: exact numbers. 4 x 10*3/uL is 4 x 10*9/L to the bit, 5.5 never fails through binary floats.
//
// A fraction of two 64-bit integers in lowest terms, the lower one positive. Arithmetic that
// would overflow gives nothing (std::nullopt): the caller treats that as "cannot be compared",
// never as a nearly right number.
// Tested by test/units/rational_test.cc.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eligo::units {

class Rational {
 public:
  constexpr Rational() = default;
  constexpr Rational(std::int64_t whole) : numerator_(whole) {}  // NOLINT(google-explicit-constructor): a whole number is one

  // denominator != 0
  static std::optional<Rational> Of(std::int64_t numerator, std::int64_t denominator);
  // Plain decimals with an optional sign and exponent: "85", "-0.5", "1.50", "2e3". No thousands separators, no spaces.
  static std::optional<Rational> Parse(std::string_view decimal);
  // digits / 10^scale; a scale below 0 puts noughts behind the digits.
  static std::optional<Rational> OfDecimal(std::int64_t digits, int scale);

  constexpr std::int64_t numerator() const { return numerator_; }
  constexpr std::int64_t denominator() const { return denominator_; }
  double ToDouble() const { return static_cast<double>(numerator_) / static_cast<double>(denominator_); }
  // The shortest exact decimal ("85", "1.5", "0.25"); a fraction without one prints with 12 significant digits.
  std::string ToString() const;

  friend bool operator==(const Rational&, const Rational&) = default;
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b);

 private:
  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
};

std::optional<Rational> Add(Rational a, Rational b);
std::optional<Rational> Subtract(Rational a, Rational b);
std::optional<Rational> Multiply(Rational a, Rational b);
std::optional<Rational> Divide(Rational a, Rational b);

}  // namespace eligo::units
