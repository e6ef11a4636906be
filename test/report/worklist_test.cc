#include "report/worklist.h"

#include <gtest/gtest.h>

#include "test/report/fixture.h"

namespace eligo::report {
namespace {

TEST(Worklist, BestFirstThenCertainThenFewestFailures) {
  const Screening screening = test::MakeScreening();
  const auto rows = Worklist(screening.protocols[0]);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].verdict->patient, "berta-12");
  EXPECT_EQ(rows[1].verdict->patient, "carl-3");  // undetermined strictly, so a person may still turn it
  EXPECT_EQ(rows[2].verdict->patient, "anna-7");
}

TEST(Worklist, MarksFailuresThatRestOnSilence) {
  const Screening screening = test::MakeScreening();
  const auto rows = Worklist(screening.protocols[0]);
  EXPECT_EQ(rows[0].FailsText(), "");
  EXPECT_EQ(rows[0].unknown, 1);
  EXPECT_EQ(rows[1].FailsText(), "exc-1*");
  EXPECT_EQ(rows[2].FailsText(), "exc-1");
}

TEST(Worklist, CountsPerVerdictAndPerCriterion) {
  Screening screening = test::MakeScreening();
  screening.protocols[0].verdicts[0].controlled_by = "deceased";
  const auto rows = Worklist(screening.protocols[0]);
  const auto all = CountsOf(screening.protocols[0], rows);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].judged, 3u);
  EXPECT_TRUE(all[0].starred);
  EXPECT_EQ(all[0].overall.presumed, (std::array<std::size_t, 4>{2, 0, 1, 0}));
  EXPECT_EQ(all[0].overall.strict, (std::array<std::size_t, 4>{1, 2, 0, 0}));
  const auto& counts = all[0].criteria;
  EXPECT_EQ(counts[0].pass, 3u);
  EXPECT_EQ(counts[1].fail, 2u);
  EXPECT_EQ(counts[1].unknown, 1u);
  EXPECT_EQ(counts[1].only, 1u) << "a patient who has died is stopped by more than the criterion";
}

}  // namespace
}  // namespace eligo::report
