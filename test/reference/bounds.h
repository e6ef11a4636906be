// Bounds: a value against a limit, where the value is one, or any of an interval.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "base/truth.h"
#include "logic/fact.h"
#include "records/row.h"
#include "units/rational.h"

namespace eligo::reference {

// Value and limit in one unit. `between` has both ends in.
template <class Value>
bool Holds(const Value& value, logic::Operator op, const Value& limit, const std::optional<Value>& high = std::nullopt) {
  switch (op) {
    case logic::Operator::kLess: return value < limit;
    case logic::Operator::kLessEqual: return value <= limit;
    case logic::Operator::kEqual: return value == limit;
    case logic::Operator::kGreaterEqual: return value >= limit;
    case logic::Operator::kGreater: return value > limit;
    case logic::Operator::kBetween: return limit <= value && (!high || value <= *high);
  }
  return false;
}

// Whether `holds` holds of all the values that a number may be, of none, or of some. It changes at the limits only.
Truth Tried(const records::Number& number, const std::vector<units::Rational>& limits, const std::function<bool(units::Rational)>& holds);
Truth AgainstLimit(const records::Number& number, logic::Operator op, units::Rational limit,
                   std::optional<units::Rational> high = std::nullopt);

}  // namespace eligo::reference
