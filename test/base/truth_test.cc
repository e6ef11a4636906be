#include "base/truth.h"

#include <gtest/gtest.h>

namespace eligo {
namespace {

// Kleene's tables, written out: rows false, unknown, true.
TEST(Truth, TablesAreKleenes) {
  constexpr Truth kF = Truth::kFalse, kU = Truth::kUnknown, kT = Truth::kTrue;
  constexpr Truth kAll[] = {kF, kU, kT};
  constexpr Truth kAnd[3][3] = {{kF, kF, kF}, {kF, kU, kU}, {kF, kU, kT}};
  constexpr Truth kOr[3][3] = {{kF, kU, kT}, {kU, kU, kT}, {kT, kT, kT}};
  constexpr Truth kNot[3] = {kT, kU, kF};
  for (int a = 0; a < 3; ++a) {
    EXPECT_EQ(Not(kAll[a]), kNot[a]);
    for (int b = 0; b < 3; ++b) {
      EXPECT_EQ(And(kAll[a], kAll[b]), kAnd[a][b]);
      EXPECT_EQ(Or(kAll[a], kAll[b]), kOr[a][b]);
    }
  }
}

}  // namespace
}  // namespace eligo
