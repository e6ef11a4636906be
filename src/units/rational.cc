#include "units/rational.h"

#include <limits>
#include <numeric>

#include <fmt/format.h>

namespace eligo::units {
namespace {

// Products of two 64-bit integers fit; sums of two such products fit too.
__extension__ using Wide = __int128;

Wide Gcd(Wide a, Wide b) {
  if (a < 0) a = -a;
  if (b < 0) b = -b;
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

bool Fits(Wide v) { return v >= std::numeric_limits<std::int64_t>::min() && v <= std::numeric_limits<std::int64_t>::max(); }

// |numerator| and |denominator| below 2^127; nothing when the denominator is zero or lowest terms do not fit.
std::optional<Rational> Reduce(Wide numerator, Wide denominator) {
  if (Fits(numerator) && Fits(denominator))
    return Rational::Of(static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator));  // nearly always
  if (denominator == 0) return std::nullopt;
  const Wide divisor = Gcd(numerator, denominator);
  numerator /= divisor;
  denominator /= divisor;
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  if (!Fits(numerator) || !Fits(denominator)) return std::nullopt;
  return Rational::Of(static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator));
}

// 10^18 is the largest power of ten that fits.
std::optional<std::int64_t> PowerOfTen(int exponent) {
  if (exponent < 0 || exponent > 18) return std::nullopt;
  std::int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Only factors 2 and 5 below the line: the decimal ends.
bool HasExactDecimal(std::int64_t denominator) {
  while (denominator % 2 == 0) denominator /= 2;
  while (denominator % 5 == 0) denominator /= 5;
  return denominator == 1;
}

}  // namespace

std::optional<Rational> Rational::Of(std::int64_t numerator, std::int64_t denominator) {
  if (denominator == 0) return std::nullopt;
  Rational result;
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  if (denominator == 1) return Rational(numerator);
  if (denominator > 0 && numerator != kLeast) {  // nearly always, and in 64 bits
    const std::int64_t divisor = std::gcd(numerator, denominator);
    result.numerator_ = numerator / divisor;
    result.denominator_ = denominator / divisor;
    return result;
  }
  Wide n = numerator;
  Wide d = denominator;
  const Wide divisor = Gcd(n, d);
  n /= divisor;
  d /= divisor;
  if (d < 0) {
    n = -n;
    d = -d;
  }
  if (!Fits(n) || !Fits(d)) return std::nullopt;
  result.numerator_ = static_cast<std::int64_t>(n);
  result.denominator_ = static_cast<std::int64_t>(d);
  return result;
}

std::optional<Rational> Rational::Parse(std::string_view s) {
  std::size_t i = 0;
  bool negative = false;
  if (i < s.size() && (s[i] == '+' || s[i] == '-')) negative = s[i++] == '-';

  // The digits as one whole number, and how many of them stand behind the point. Zeros at the end of the
  // fraction are dropped first, so that 1.500000000000000000000 is read.
  const std::size_t whole_begin = i;
  while (i < s.size() && IsDigit(s[i])) ++i;
  const std::string_view whole = s.substr(whole_begin, i - whole_begin);
  std::string_view fraction;
  if (i < s.size() && s[i] == '.') {
    const std::size_t begin = ++i;
    while (i < s.size() && IsDigit(s[i])) ++i;
    fraction = s.substr(begin, i - begin);
    if (fraction.empty()) return std::nullopt;  // "5." ends a sentence
  }
  if (whole.empty() && fraction.empty()) return std::nullopt;
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);

  int exponent = 0;
  if (i < s.size() && (s[i] == 'e' || s[i] == 'E')) {
    ++i;
    bool down = false;
    if (i < s.size() && (s[i] == '+' || s[i] == '-')) down = s[i++] == '-';
    const std::size_t begin = i;
    for (; i < s.size() && IsDigit(s[i]); ++i) {
      if (exponent < 10000) exponent = exponent * 10 + (s[i] - '0');
    }
    if (i == begin) return std::nullopt;
    if (down) exponent = -exponent;
  }
  if (i != s.size()) return std::nullopt;

  Wide digits = 0;
  for (const std::string_view part : {whole, fraction}) {
    for (const char c : part) {
      digits = digits * 10 + (c - '0');
      if (!Fits(digits)) return std::nullopt;
    }
  }
  if (negative) digits = -digits;
  return OfDecimal(static_cast<std::int64_t>(digits), static_cast<int>(fraction.size()) - exponent);
}

std::optional<Rational> Rational::OfDecimal(std::int64_t digits, int scale) {
  if (digits == 0 || scale == 0) return Rational(digits);
  if (scale < 0) {
    const auto power = PowerOfTen(-scale);
    return power ? Reduce(Wide{digits} * *power, 1) : std::nullopt;
  }
  // Zeros at the end of the digits lower the power below the line: 1000e-20 is 10^-17.
  while (scale > 0 && digits % 10 == 0) {
    digits /= 10;
    --scale;
  }
  const auto power = PowerOfTen(scale);
  return power ? Of(digits, *power) : std::nullopt;
}

std::string Rational::ToString() const {
  if (!HasExactDecimal(denominator_)) return fmt::format("{:.12g}", ToDouble());
  Wide rest = numerator_;
  if (rest < 0) rest = -rest;
  std::string text = numerator_ < 0 ? "-" : "";
  text += fmt::format("{}", static_cast<std::uint64_t>(rest / denominator_));
  rest %= denominator_;
  if (rest != 0) text += '.';
  while (rest != 0) {
    rest *= 10;
    text += static_cast<char>('0' + static_cast<int>(rest / denominator_));
    rest %= denominator_;
  }
  return text;
}

std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
  if (a.denominator_ == b.denominator_) return a.numerator_ <=> b.numerator_;
  const Wide left = Wide{a.numerator_} * b.denominator_;
  const Wide right = Wide{b.numerator_} * a.denominator_;
  if (left < right) return std::strong_ordering::less;
  if (left > right) return std::strong_ordering::greater;
  return std::strong_ordering::equal;
}

std::optional<Rational> Add(Rational a, Rational b) {
  std::int64_t sum = 0;
  if (a.denominator() == 1 && b.denominator() == 1 && !__builtin_add_overflow(a.numerator(), b.numerator(), &sum)) return Rational(sum);
  return Reduce(Wide{a.numerator()} * b.denominator() + Wide{b.numerator()} * a.denominator(), Wide{a.denominator()} * b.denominator());
}

std::optional<Rational> Subtract(Rational a, Rational b) {
  return Reduce(Wide{a.numerator()} * b.denominator() - Wide{b.numerator()} * a.denominator(), Wide{a.denominator()} * b.denominator());
}

std::optional<Rational> Multiply(Rational a, Rational b) {
  return Reduce(Wide{a.numerator()} * b.numerator(), Wide{a.denominator()} * b.denominator());
}

std::optional<Rational> Divide(Rational a, Rational b) {
  return Reduce(Wide{a.numerator()} * b.denominator(), Wide{a.denominator()} * b.numerator());
}

}  // namespace eligo::units
