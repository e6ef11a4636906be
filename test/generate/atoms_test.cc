#include "history/atoms.h"

#include "test/generate/cohort.h"

namespace eligo::generate {
namespace {

using history::Atom;
using history::Decide;
using history::History;
using history::Holds;
using history::Item;
using history::Kind;

const Atom& Named(std::string_view fact) {
  for (const Atom& atom : history::Atoms())
    if (atom.fact == fact) return atom;
  ADD_FAILURE() << fact;
  return history::Atoms().front();
}

History With(Item item, Kind kind, Date start, Date end, std::int64_t value = 0) {
  History history;
  history.as_of = history.person.last = test::kAsOf;
  history::Event& event = history.events.emplace_back();
  event.item = item;
  event.kind = kind;
  event.start = start;
  event.end = end;
  event.value = value;
  event.has_value = kind == Kind::kResult;
  return history;
}

TEST(GenerateAtoms, WindowsHoldTheirFirstDay) {
  const Atom& rituximab = Named("B-cell depleting agent");  // nine months
  const auto given = [&](Date day) { return Decide(rituximab, With(Item::kRituximab, Kind::kAdministration, day, day)); };
  EXPECT_EQ(given(FromCivil({2025, 9, 1})), Holds::kYes);
  EXPECT_EQ(given(FromCivil({2025, 8, 31})), Holds::kNo);
  const Atom& pregnancy = Named("pregnancy or breastfeeding");
  const Date start = FromCivil({2026, 1, 1});
  EXPECT_EQ(Decide(pregnancy, With(Item::kPregnancy, Kind::kCondition, start, history::kOngoing)), Holds::kYes);
  EXPECT_EQ(Decide(pregnancy, With(Item::kPregnancy, Kind::kCondition, start, FromCivil({2026, 5, 31}))), Holds::kNo);
}

TEST(GenerateAtoms, BoundsAreAsTheTextHasThem) {
  const auto measured = [](std::string_view fact, Item item, std::int64_t value) {
    return Decide(Named(fact), With(item, Kind::kResult, AddDays(test::kAsOf, -3), AddDays(test::kAsOf, -3), value));
  };
  EXPECT_EQ(measured("CD4+ < 200/uL", Item::kCd4Count, 199), Holds::kYes);
  EXPECT_EQ(measured("CD4+ < 200/uL", Item::kCd4Count, 200), Holds::kNo);
  EXPECT_EQ(measured("creatinine > 2.5 mg/dL", Item::kCreatinine, 250), Holds::kNo);
  EXPECT_EQ(measured("creatinine > 2.5 mg/dL", Item::kCreatinine, 251), Holds::kYes);
  EXPECT_EQ(measured("CD4+ < 200/uL", Item::kCreatinine, 1), Holds::kAbsent);
}

TEST(GenerateAtoms, EachHoldsForSomeAndNotForAll) {
  const std::vector<History> cohort = test::Cohort(3000);
  for (const Atom& atom : history::Atoms()) {
    int yes = 0, no = 0;
    for (const History& history : cohort) {
      yes += Decide(atom, history) == Holds::kYes;
      no += Decide(atom, history) == Holds::kNo;
    }
    EXPECT_GE(yes, 8) << atom.criterion << ' ' << atom.fact;
    EXPECT_GE(no, 30) << atom.criterion << ' ' << atom.fact;
  }
}

}  // namespace
}  // namespace eligo::generate
