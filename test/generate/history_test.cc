// What holds of every generated life.
#include "history/history.h"

#include <map>
#include <set>

#include "generate/body.h"
#include "test/generate/cohort.h"

namespace eligo::generate {
namespace {

using history::Event;
using history::History;
using history::Item;
using history::Kind;
using history::kOngoing;

constexpr std::uint64_t kPatients = 1500;

const std::vector<History>& Clean() {
  static const std::vector<History> cohort = test::Cohort(kPatients);
  return cohort;
}

TEST(History, LiesBetweenBirthAndTheLastDay) {
  int deaths = 0;
  for (const History& history : Clean()) {
    const history::Person& person = history.person;
    deaths += person.death != kOngoing;
    EXPECT_EQ(person.last, std::min(person.death, test::kAsOf)) << person.number;
    Date before{INT32_MIN};
    for (const Event& event : history.events) {
      EXPECT_GE(event.start, person.birth) << person.number;
      EXPECT_GE(event.start, person.first) << person.number;
      EXPECT_LE(event.start, person.last) << person.number;
      EXPECT_GE(event.start, before) << person.number;
      EXPECT_GE(event.end, event.start) << person.number;
      // An end on the last day would be read as ongoing in OMOP.
      const bool lasts = event.kind == Kind::kCondition || event.kind == Kind::kOrder || event.kind == Kind::kTrial;
      if (lasts) {
        EXPECT_TRUE(event.end == kOngoing || event.end < person.last) << person.number;
      }
      if (event.kind == Kind::kCondition) {
        EXPECT_GT(event.end, event.start) << person.number;
      }
      before = event.start;
    }
  }
  EXPECT_GT(deaths, 10);
  EXPECT_LT(deaths, 150);
}

TEST(History, HasNoMoreEventsThanOmopHasIds) {
  for (const History& history : Clean()) EXPECT_LT(history.events.size(), 2000u) << history.person.number;
}

TEST(History, GivesNothingHarmfulInAPregnancy) {
  const std::set<Item> harmful = {Item::kMycophenolateMofetil, Item::kMethotrexate, Item::kLeflunomide, Item::kCyclophosphamide,
                                  Item::kThalidomide};
  int pregnancies = 0;
  for (const History& history : Clean()) {
    for (const Event& pregnancy : history.events) {
      if (pregnancy.kind != Kind::kCondition || pregnancy.item != Item::kPregnancy) continue;
      ++pregnancies;
      EXPECT_EQ(history.person.sex, history::Sex::kFemale);
      const int age = CompletedYears(history.person.birth, pregnancy.start);
      EXPECT_TRUE(age >= 18 && age <= 44) << age;
      for (const Event& event : history.events)
        if (harmful.contains(event.item)) {
          EXPECT_TRUE(event.end < pregnancy.start || event.start > pregnancy.end) << history.person.number;
        }
    }
  }
  EXPECT_GT(pregnancies, 20);
}

TEST(History, DosesAreNeverNegativeAndOneSteroidIsGivenAtATime) {
  const std::set<Item> steroids = {Item::kPrednisone, Item::kPrednisolone, Item::kMethylprednisolone};
  for (const History& history : Clean()) {
    Date free{INT32_MIN};
    for (const Event& event : history.events) {
      EXPECT_GE(event.dose, 0);
      const bool course = event.kind == Kind::kOrder || event.kind == Kind::kStatement;
      if (course) {
        EXPECT_GT(event.dose, 0) << history.person.number;
      }
      if (!course || !steroids.contains(event.item)) continue;
      EXPECT_GT(event.start, free) << history.person.number;
      free = event.end;
    }
  }
}

TEST(History, SledaiIsTheSumOfItsItems) {
  int checked = 0;
  for (const History& history : Clean()) {
    std::map<Date, std::int64_t> totals, sums;
    std::map<Date, int> items;
    for (const Event& event : history.events) {
      if (event.item == Item::kSledai2k) totals[event.start] = event.value;
      if (event.item < Item::kSledaiItemSeizure || event.item > Item::kSledaiItemLeukopenia) continue;
      sums[event.start] += event.value;
      ++items[event.start];
    }
    for (const auto& [day, sum] : sums) {
      EXPECT_EQ(items[day], kSledaiItems);
      EXPECT_EQ(totals.at(day), sum) << history.person.number;
      ++checked;
    }
  }
  EXPECT_GT(checked, 200);
}

TEST(History, BloodCountsAgreeWithEachOther) {
  for (const History& history : Clean()) {
    if (!history.near_miss.empty()) continue;
    std::map<Date, std::map<Item, std::int64_t>> days;
    for (const Event& event : history.events)
      if (event.kind == Kind::kResult && event.has_value) days[event.start][event.item] = event.value;
    for (const auto& [day, values] : days) {
      if (!values.contains(Item::kNeutrophils)) continue;
      EXPECT_LE(values.at(Item::kNeutrophils) + values.at(Item::kLymphocytes), values.at(Item::kLeukocytes)) << history.person.number;
    }
  }
}

TEST(History, BilagLettersAreLetters) {
  for (const History& history : Clean())
    for (const Event& event : history.events)
      if (event.item >= Item::kBilagConstitutional && event.item <= Item::kBilagHaematological) {
        EXPECT_NE(std::string_view("ABCDE").find(event.words), std::string_view::npos);
      }
}

TEST(History, EveryItemIsMetBySomebody) {
  std::array<int, history::kItems> met{};
  const std::vector<History> cohort = test::Cohort(6000);
  for (const History& history : cohort)
    for (const Event& event : history.events) ++met[static_cast<std::size_t>(event.item)];
  std::string never;
  for (std::size_t i = 0; i < history::kItems; ++i)
    if (met[i] == 0) never.append(" ").append(history::Facts(static_cast<Item>(i)).concept_id);
  EXPECT_EQ(never, "");
}

TEST(History, EveryDiseaseIsThere) {
  std::map<history::Disease, int> diseases;
  for (const History& history : Clean()) ++diseases[history.disease];
  EXPECT_EQ(diseases.size(), 5u);
  for (const auto& [disease, count] : diseases) EXPECT_GT(count, static_cast<int>(kPatients) / 20) << ToString(disease);
}

}  // namespace
}  // namespace eligo::generate
