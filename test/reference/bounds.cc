#include "test/reference/bounds.h"

#include <algorithm>
#include <set>

namespace eligo::reference {

using records::Number;
using units::Rational;

namespace {

bool Within(const Number& number, Rational value) {
  if (number.low && (value < *number.low || (value == *number.low && number.low_open))) return false;
  return !(number.high && (value > *number.high || (value == *number.high && number.high_open)));
}

}  // namespace

// All the values that a number may be, tried one by one: its ends and the limits, one between each two of these and one on either side.
// Whether a limit holds changes at these points only.
Truth Tried(const Number& number, const std::vector<Rational>& limits, const std::function<bool(Rational)>& holds) {
  std::vector<Rational> points = limits;
  if (number.low) points.push_back(*number.low);
  if (number.high) points.push_back(*number.high);
  std::sort(points.begin(), points.end());
  std::vector<Rational> values = points;
  values.push_back(Subtract(points.front(), 1).value());
  values.push_back(Add(points.back(), 1).value());
  for (std::size_t i = 1; i < points.size(); ++i) values.push_back(Divide(Add(points[i - 1], points[i]).value(), 2).value());
  std::set<bool> found;
  for (const Rational value : values) {
    if (Within(number, value)) found.insert(holds(value));
  }
  return found.size() == 1 ? FromBool(*found.begin()) : Truth::kUnknown;
}

Truth AgainstLimit(const Number& number, logic::Operator op, Rational limit, std::optional<Rational> high) {
  std::vector<Rational> limits = {limit};
  if (high) limits.push_back(*high);
  return Tried(number, limits, [&](Rational value) { return Holds(value, op, limit, high); });
}

}  // namespace eligo::reference
