// Facts that bind on their own: an inclusion's that must hold, an exclusion's that must not.
//
// Only such facts can contradict each other: what stands under another `or` or `if` may be escaped.
// Tested by test/lint/bounds.txt.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "logic/protocol.h"
#include "terms/terms.h"
#include "units/rational.h"

namespace eligo::lint {

struct Binding {
  const logic::Criterion* criterion = nullptr;
  const logic::Fact* fact = nullptr;
  bool required = true;  // false: must not hold
};

std::vector<Binding> Bindings(const logic::Protocol& protocol);

// Everything a fact says but its bound: two facts with one key speak of one number. "" when it has no bound of its own.
std::string KeyWithoutBound(const logic::Fact& fact);
// The same without its window, for "the same but for the window".
std::string KeyWithoutWindow(const logic::Fact& fact);

// Whether both criteria can judge one patient.
inline bool Meet(const logic::Criterion& a, const logic::Criterion& b) { return a.cohort < 0 || b.cohort < 0 || a.cohort == b.cohort; }

// The values for which a bound holds, as numbers of one unit. Absent ends are infinite.
struct Range {
  std::optional<units::Rational> low, high;
  bool low_open = false, high_open = false;

  bool empty() const { return low && high && (*low > *high || (*low == *high && (low_open || high_open))); }
};
Range Intersection(const Range& a, const Range& b);
bool Within(const Range& inner, const Range& outer);
std::string ToString(const Range& range);

// Of a fact's compare or dose, in `unit`; nothing when it cannot be expressed so.
std::optional<Range> RangeOf(const logic::Fact& fact, const std::string& unit, const terms::Terms& terms);
std::string UnitOf(const logic::Fact& fact);

}  // namespace eligo::lint
