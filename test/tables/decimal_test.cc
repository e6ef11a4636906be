#include "tables/decimal.h"

#include <limits>

#include <gtest/gtest.h>

namespace eligo::tables {
namespace {

TEST(DecimalTest, IsTheShortestThatIsTheSameNumber) {
  EXPECT_EQ(ShortestDecimal(0.0), (Decimal{0, 0}));
  EXPECT_EQ(ShortestDecimal(-0.0), (Decimal{0, 0}));
  EXPECT_EQ(ShortestDecimal(8.6), (Decimal{86, 1}));
  EXPECT_EQ(ShortestDecimal(-0.001), (Decimal{-1, 3}));
  EXPECT_EQ(ShortestDecimal(293.0), (Decimal{293, 0}));
  EXPECT_EQ(ShortestDecimal(0.1 + 0.2), (Decimal{30000000000000004, 17}));
  EXPECT_EQ(ShortestDecimal(1.0 / 3), (Decimal{3333333333333333, 16}));
  EXPECT_EQ(ShortestDecimal(1e22), (Decimal{1, -22}));
  EXPECT_EQ(ShortestDecimal(1.5e-12), (Decimal{15, 13}));
}

TEST(DecimalTest, InfinitiesAreNone) {
  EXPECT_FALSE(ShortestDecimal(std::numeric_limits<double>::infinity()));
  EXPECT_FALSE(ShortestDecimal(std::numeric_limits<double>::quiet_NaN()));
}

}  // namespace
}  // namespace eligo::tables
