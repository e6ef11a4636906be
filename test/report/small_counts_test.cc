// SmallCounts: what may be shown, and that nothing shown gives a small count away.
#include "report/small_counts.h"

#include <gtest/gtest.h>

namespace eligo::report {
namespace {

Shown Exact(std::size_t count) { return {Shown::How::kExact, count}; }

TEST(SmallCounts, HidesASmallCountAndASmallRest) {
  const SmallCounts counts(10);
  EXPECT_EQ(counts.Show(0, {Exact(100)}).Text(), "0");
  EXPECT_EQ(counts.Show(1, {Exact(100)}).Text(), "<10");
  EXPECT_EQ(counts.Show(9, {}).Text(), "<10");
  EXPECT_EQ(counts.Show(10, {Exact(100)}).Text(), "10");
  EXPECT_EQ(counts.Show(90, {Exact(100)}).Text(), "90");
  EXPECT_EQ(counts.Show(91, {Exact(100)}).Text(), ">90");
  EXPECT_EQ(counts.Show(99, {Exact(100)}).Text(), ">90");
  EXPECT_EQ(counts.Show(100, {Exact(100)}).Text(), "100");
  EXPECT_EQ(counts.Show(11, {Exact(12)}).Text(), ">=10");
  // Of two that it is held against, one is enough.
  EXPECT_EQ(counts.Show(50, {Exact(100), Exact(55)}).Text(), ">45");
  // One that is itself hidden tells nothing.
  EXPECT_EQ(counts.Show(50, {{Shown::How::kAbove, 45}}).Text(), "50");
  // A part of it that is shown.
  EXPECT_EQ(counts.Show(53, {Exact(50)}).Text(), ">=50");
}

TEST(SmallCounts, ShowsEverythingWhenAsked) {
  const SmallCounts counts(1);
  for (const std::size_t count : {0U, 1U, 2U, 99U, 100U}) EXPECT_EQ(counts.Show(count, {Exact(100)}).Text(), std::to_string(count));
}

std::string Texts(const std::vector<Shown>& shown) {
  std::string out;
  for (const Shown& one : shown) out += (out.empty() ? "" : " ") + one.Text();
  return out;
}

TEST(SmallCounts, ClassesDoNotGiveEachOtherAway) {
  const SmallCounts counts(10);
  // Without the blur the third is 100 - 60 - 35.
  EXPECT_EQ(Texts(counts.ShowClasses({60, 35, 5}, {Exact(100)})), "60 >=10 <10");
  EXPECT_EQ(Texts(counts.ShowClasses({60, 40}, {Exact(100)})), "60 40");
  // Two classes of one patient: nothing follows from the sum.
  EXPECT_EQ(Texts(counts.ShowClasses({80, 60, 5}, {Exact(100)})), "80 60 <10");
  EXPECT_EQ(Texts(counts.ShowClasses({50, 30, 4, 3}, {Exact(100)})), "50 30 <10 <10");
  // The whole is hidden, what stands above it is not: 62 of 65.
  EXPECT_EQ(Texts(counts.ShowClasses({62}, {{Shown::How::kAbove, 55}, Exact(65)})), ">55");
  EXPECT_EQ(Texts(counts.ShowClasses({}, {Exact(100)})), "");
}

// All splits of small populations into three classes: no class that is hidden can be computed from what is shown.
TEST(SmallCounts, ExhaustsSmallPopulations) {
  const SmallCounts counts(4);
  for (std::size_t all = 4; all <= 24; ++all) {
    for (std::size_t a = 0; a <= all; ++a) {
      for (std::size_t b = 0; a + b <= all; ++b) {
        const std::vector<std::size_t> real = {a, b, all - a - b};
        const auto shown = counts.ShowClasses(real, {Exact(all)});
        std::size_t sum = 0;
        std::size_t hidden = 0;
        for (std::size_t i = 0; i < 3; ++i) {
          if (shown[i].exact()) {
            EXPECT_FALSE(counts.Small(shown[i].count));
            EXPECT_EQ(shown[i].count, real[i]);
            EXPECT_FALSE(counts.Small(all - real[i])) << all << ' ' << a << ' ' << b;
            sum += real[i];
          } else {
            ++hidden;
          }
        }
        EXPECT_NE(hidden, 1u) << all << ' ' << a << ' ' << b;
        EXPECT_FALSE(counts.Small(all - sum)) << all << ' ' << a << ' ' << b;
      }
    }
  }
}

}  // namespace
}  // namespace eligo::report
