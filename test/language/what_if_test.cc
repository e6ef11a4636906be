// WhatIf: other bounds in a protocol that was read, and what is told of changes that cannot be made.
#include "logic/what_if.h"

#include <gtest/gtest.h>

#include "pipeline/reading.h"
#include "test/language/terms.h"

namespace eligo::logic {
namespace {

constexpr std::string_view kText =
    "Inclusion Criteria:\n"
    "1. Age >= 18 years\n"
    "2. Hemoglobin >= 85 g/L and platelets >= 50 x 10^9/L\n"
    "3. ANA titer >= 1:80\n"
    "Exclusion Criteria:\n"
    "1. Prednisone > 20 mg/day for at least 14 days within 4 weeks before first dose\n"
    "2. Pregnancy\n";

const Protocol& Read() {
  static const std::vector<pipeline::Reading> kReadings = [] {
    std::vector<source::Document> documents;
    documents.push_back(test::DocumentOf(kText, "p.txt"));
    return pipeline::Read(std::move(documents), test::LanguageTerms());
  }();
  return *kReadings.front().logic;
}

const Fact& FactOf(const Protocol& protocol, const std::string& id) {
  const Fact* found = nullptr;
  for (const Criterion& criterion : protocol.criteria) {
    ForEachLeaf(criterion.expression, [&](const Expression& leaf) {
      if (leaf.op == Op::kFact && leaf.fact->id == id) found = leaf.fact.get();
    });
  }
  CHECK(found != nullptr);
  return *found;
}

std::string Why(std::string_view text) {
  const auto made = MakeWhatIf(Read(), text);
  return made ? "" : made.error();
}

TEST(WhatIf, ChangesOneBoundAndNothingElse) {
  const auto made = MakeWhatIf(Read(), "inc-1>16, inc-2.2<=70");
  ASSERT_TRUE(made) << made.error();
  EXPECT_EQ(made->text, "inc-1>16, inc-2.2<=70");
  EXPECT_EQ(made->touched, (std::set<std::string>{"inc-1", "inc-2"}));
  EXPECT_EQ(FactOf(made->protocol, "inc-1.1").compare->op, Operator::kGreater);
  EXPECT_EQ(FactOf(made->protocol, "inc-1.1").compare->value, units::Rational(16));
  EXPECT_EQ(FactOf(made->protocol, "inc-2.2").compare->value, units::Rational(70));
  EXPECT_EQ(FactOf(made->protocol, "inc-2.2").compare->unit, FactOf(Read(), "inc-2.2").compare->unit);
  EXPECT_EQ(FactOf(made->protocol, "inc-2.1").compare, FactOf(Read(), "inc-2.1").compare);
  EXPECT_EQ(FactOf(Read(), "inc-1.1").compare->value, units::Rational(18));
}

TEST(WhatIf, RangesTitersPeriodsAndFieldsByName) {
  const auto made = MakeWhatIf(Read(), "inc-1=18..65,inc-3>=1:160,exc-1.dose>=7.5,exc-1.duration>=P28D");
  ASSERT_TRUE(made) << made.error();
  EXPECT_EQ(FactOf(made->protocol, "inc-1.1").compare->op, Operator::kBetween);
  EXPECT_EQ(FactOf(made->protocol, "inc-1.1").compare->high, units::Rational(65));
  EXPECT_EQ(FactOf(made->protocol, "inc-3.1").compare->value, units::Rational(160));
  EXPECT_EQ(FactOf(made->protocol, "exc-1.1").dose->value.ToString(), "7.5");
  EXPECT_EQ(FactOf(made->protocol, "exc-1.1").duration->value.days, 28);
}

TEST(WhatIf, LeavesACriterionOut) {
  const auto made = MakeWhatIf(Read(), "exc-2=off");
  ASSERT_TRUE(made) << made.error();
  EXPECT_EQ(made->protocol.criteria.size(), Read().criteria.size() - 1);
  EXPECT_EQ(made->protocol.criteria.back().id, "exc-1");
}

TEST(WhatIf, SaysWhatThereIs) {
  EXPECT_EQ(Why("inc-9>=6"), "no criterion `inc-9`; there is `inc-1`, `inc-2`, `inc-3`, `exc-1`, `exc-2`");
  EXPECT_EQ(Why("inc-2>=6"), "`inc-2` has 2 numbers; write one of `inc-2.1` (>= 85 g/L), `inc-2.2` (>= 50 10*9/L)");
  EXPECT_EQ(Why("inc-2.7>=6"), "no number at `inc-2.7`; `inc-2` has `inc-2.1` (>= 85 g/L), `inc-2.2` (>= 50 10*9/L)");
  EXPECT_EQ(Why("exc-1>=6"), "`exc-1` has 2 numbers; write one of `exc-1.1.dose` (> 20 mg/d), `exc-1.1.duration` (>= P14D)");
  EXPECT_NE(Why("exc-2>=6").find("`exc-2` has no number to change; there is `inc-1.1` (>= 18 a), "), std::string::npos);
  EXPECT_EQ(Why("inc-1"), "`inc-1` is no change; write one like inc-4>=6, inc-4.2<85 or exc-7=off");
  EXPECT_EQ(Why("inc-1>=6,"), "`` is no change; write one like inc-4>=6, inc-4.2<85 or exc-7=off");
  EXPECT_EQ(Why("inc-1>=old"),
            "`old` cannot be a bound of `inc-1.1` (>= 18 a); write a number without a unit, or two behind `=`, like 40..90");
  EXPECT_EQ(Why("exc-1.duration>=14"), "`14` cannot be a bound of `exc-1.1` (>= P14D); write a period like P14D");
  EXPECT_EQ(Why("exc-2.1=off"), "only a whole criterion can be off, and `exc-2.1` is none; write exc-2=off");
  EXPECT_EQ(Why("exc-2=off,exc-2=off"), "no criterion `exc-2`; there is `inc-1`, `inc-2`, `inc-3`, `exc-1`");
}

}  // namespace
}  // namespace eligo::logic
