// Truth: the three values of Kleene's logic, false < unknown < true.
//
// `and` is the minimum, `or` the maximum, `not` swaps true and false. Unknown never
// short-circuits: it means that the record does not say.
// Tested by test/base/truth_test.cc and test/reference (the exhausted small universe).
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace eligo {

enum class Truth : std::uint8_t { kFalse = 0, kUnknown = 1, kTrue = 2 };

constexpr Truth And(Truth a, Truth b) { return std::min(a, b); }
constexpr Truth Or(Truth a, Truth b) { return std::max(a, b); }
constexpr Truth Not(Truth a) { return static_cast<Truth>(2 - static_cast<int>(a)); }
constexpr Truth FromBool(bool b) { return b ? Truth::kTrue : Truth::kFalse; }
constexpr bool Known(Truth a) { return a != Truth::kUnknown; }

constexpr std::string_view ToString(Truth t) {
  switch (t) {
    case Truth::kFalse: return "false";
    case Truth::kUnknown: return "unknown";
    case Truth::kTrue: return "true";
  }
  return "unknown";
}

}  // namespace eligo
