#include "generate/dirt.h"

#include "test/generate/cohort.h"

namespace eligo::generate {
namespace {

using history::Dirt;
using history::Event;
using history::History;

bool Clean(const Event& event) {
  const history::Recording& r = event.recording;
  return r.recorded && r.coded && !r.brand && !r.as_text && r.range && !r.other_unit && !r.no_unit && !r.unknown_unit &&
         !r.entered_in_error && r.precision == history::Precision::kDay && !event.disputes;
}

TEST(Dirt, NoneLeavesEverythingClean) {
  for (const History& history : test::Cohort(100))
    for (const Event& event : history.events) EXPECT_TRUE(Clean(event));
}

TEST(Dirt, EachClassWorksAloneAndIsCounted) {
  for (std::size_t i = 0; i < history::kDirtClasses; ++i) {
    DirtRates rates = NoDirt();
    rates[i] = 5000;
    int counted = 0, soiled = 0;
    for (const History& history : test::Cohort(60, rates)) {
      for (std::size_t other = 0; other < history::kDirtClasses; ++other) {
        if (other != i) {
          EXPECT_EQ(history.dirt[other], 0);
        }
      }
      counted += history.dirt[i];
      for (const Event& event : history.events) soiled += !Clean(event);
      soiled += history.person.birth_precision != history::Precision::kDay;
    }
    EXPECT_GT(counted, 0) << ToString(static_cast<Dirt>(i));
    if (static_cast<Dirt>(i) != Dirt::kDuplicate) {
      EXPECT_GT(soiled, 0) << ToString(static_cast<Dirt>(i));
    }
  }
}

// Truth is the same whatever the dirt: a study can compare what the same patients look like through both.
TEST(Dirt, ChangesNoTruth) {
  DirtRates rates = AllDirt();
  rates[static_cast<std::size_t>(Dirt::kDuplicate)] = 0;
  const std::vector<History> clean = test::Cohort(150), dirty = test::Cohort(150, rates);
  for (std::size_t i = 0; i < clean.size(); ++i) {
    std::size_t at = 0;
    for (const Event& event : dirty[i].events) {
      if (event.disputes) continue;
      ASSERT_LT(at, clean[i].events.size());
      const Event& same = clean[i].events[at++];
      EXPECT_EQ(event.item, same.item);
      EXPECT_EQ(event.start, same.start);
      EXPECT_EQ(event.end, same.end);
      EXPECT_EQ(event.value, same.value);
      EXPECT_EQ(event.dose, same.dose);
    }
    EXPECT_EQ(at, clean[i].events.size());
  }
}

}  // namespace
}  // namespace eligo::generate
