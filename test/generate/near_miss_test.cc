// A near miss stands exactly at the bound it names.
#include <map>

#include "generate/work_up.h"
#include "test/generate/cohort.h"

namespace eligo::generate {
namespace {

using history::Event;
using history::History;
using What = NearMiss::What;

const NearMiss* Named(std::string_view name) {
  for (const NearMiss& miss : NearMisses())
    if (miss.name == name) return &miss;
  return nullptr;
}

TEST(NearMiss, StandsAtItsBound) {
  std::map<std::string_view, int> in, out;
  for (const History& history : test::Cohort(3000)) {
    if (history.near_miss.empty()) continue;
    const NearMiss* miss = Named(history.near_miss);
    ASSERT_NE(miss, nullptr) << history.near_miss;
    ++(history.near_miss_out ? out : in)[history.near_miss];
    const std::int64_t wanted = history.near_miss_out ? miss->out : miss->in;
    const Event* last = nullptr;
    for (const Event& event : history.events)
      if (event.item == miss->item && (miss->what != What::kTitre || !event.words.empty())) last = &event;
    switch (miss->what) {
      case What::kResult:
      case What::kSledai:
        ASSERT_NE(last, nullptr) << history.person.number;
        EXPECT_EQ(last->value, wanted) << history.near_miss;
        break;
      case What::kTitre:
        ASSERT_NE(last, nullptr);
        EXPECT_EQ(last->words, TitreText(static_cast<int>(wanted)));
        break;
      case What::kInfusion:
      case What::kVaccine:
        ASSERT_NE(last, nullptr) << history.near_miss << history.person.number;
        EXPECT_EQ(history.person.last.day - last->start.day, wanted) << history.near_miss;
        break;
      case What::kCourseEnd:
      case What::kTrialEnd:
        ASSERT_NE(last, nullptr);
        EXPECT_EQ(history.person.last.day - last->end.day, wanted) << history.near_miss;
        break;
      case What::kAge: EXPECT_EQ(CompletedYears(history.person.birth, history.person.last), wanted); break;
    }
  }
  for (const NearMiss& miss : NearMisses()) {
    EXPECT_GT(in[miss.name], 0) << miss.name;
    EXPECT_GT(out[miss.name], 0) << miss.name;
  }
}

TEST(NearMiss, ManifestationsMakeTheTotal) {
  for (int total = 3; total <= 14; ++total) EXPECT_EQ(SledaiTotal(ItemsOf(total)), total);
}

}  // namespace
}  // namespace eligo::generate
