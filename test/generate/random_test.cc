#include "generate/random.h"

#include <gtest/gtest.h>

namespace eligo::generate {
namespace {

// Pinned: another sequence is another cohort, on every machine.
TEST(GenerateRandom, IsTheSameEverywhere) {
  Random random(1, 1);
  EXPECT_EQ(random.Next(), 2918765633472218602u);
  EXPECT_EQ(random.Next(), 4092711486560730122u);
  EXPECT_EQ(Random(1, 2).Next(), 3810564619985795506u);
}

TEST(GenerateRandom, StaysWithinItsBounds) {
  Random random(7, 1);
  int low = 1000, high = -1000;
  for (int i = 0; i < 20000; ++i) {
    const int n = random.Between(-3, 4);
    low = std::min(low, n);
    high = std::max(high, n);
  }
  EXPECT_EQ(low, -3);
  EXPECT_EQ(high, 4);
}

TEST(GenerateRandom, BellHasItsMeanAndDeviation) {
  Random random(7, 2);
  constexpr int kDraws = 40000;
  std::int64_t sum = 0, squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const int n = random.Bell(500, 100) - 500;
    ASSERT_LE(std::abs(n), 347);
    sum += n;
    squares += static_cast<std::int64_t>(n) * n;
  }
  EXPECT_NEAR(static_cast<double>(sum) / kDraws, 0, 3);
  EXPECT_NEAR(static_cast<double>(squares) / kDraws, 10000, 400);
}

TEST(GenerateRandom, NeighboursAreStrangers) {
  // The first draws of neighbouring patients spread over the range.
  int counts[10] = {};
  for (std::uint64_t patient = 1; patient <= 10000; ++patient) ++counts[Random(1, patient).Below(10)];
  for (const int count : counts) EXPECT_NEAR(count, 1000, 150);
}

}  // namespace
}  // namespace eligo::generate
