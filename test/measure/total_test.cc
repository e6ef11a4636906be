// Totals as intervals: bounds by brute force over every answer of the items not known, and what would settle them.
#include "measure/total.h"

#include <random>

#include <gtest/gtest.h>

namespace eligo::measure {
namespace {

Finding Whole(const Item& item, int column) {
  const units::Rational points = item.points[static_cast<std::size_t>(column)];
  return {Truth::kTrue, points, points};
}

// Every instrument: most items answered at random, up to six left open; the interval is exactly the range over all answers.
TEST(Total, IsTheRangeOverAllAnswers) {
  std::mt19937 random(7);
  for (const Instrument& instrument : Instruments()) {
    if (instrument.rule == Rule::kMean) continue;
    for (int round = 0; round < 40; ++round) {
      const int column = instrument.two_columns() ? round % 2 : 0;
      std::vector<Finding> findings;
      std::vector<std::size_t> open;
      for (const Item& item : instrument.items) {
        findings.push_back(random() % 2 == 0 ? Absent() : Whole(item, column));
        if (open.size() < 6 && random() % 4 == 0) {
          open.push_back(findings.size() - 1);
          findings.back() = NotAnswered(item, column);
        }
      }
      const auto total = TotalOf(instrument, findings);
      ASSERT_TRUE(total);
      std::optional<units::Rational> lowest;
      std::optional<units::Rational> highest;
      Truth all_met = Truth::kTrue;
      Truth some_met = Truth::kFalse;
      for (unsigned answers = 0; answers < (1U << open.size()); ++answers) {
        std::vector<Finding> tried = findings;
        for (std::size_t i = 0; i < open.size(); ++i) {
          tried[open[i]] = (answers >> i & 1U) != 0 ? Whole(instrument.items[open[i]], column) : Absent();
        }
        const units::Rational sum = *TotalOf(instrument, tried)->low;
        lowest = lowest ? std::min(*lowest, sum) : sum;
        highest = highest ? std::max(*highest, sum) : sum;
        if (!instrument.classifies()) continue;
        const Truth met = Met(instrument, column, tried);
        EXPECT_TRUE(Known(met));
        all_met = And(all_met, met);
        some_met = Or(some_met, met);
      }
      EXPECT_EQ(*total->low, *lowest) << instrument.id;
      EXPECT_EQ(*total->high, *highest) << instrument.id;
      if (!instrument.classifies()) continue;
      // Never known against some answer.
      const Truth met = Met(instrument, column, findings);
      EXPECT_TRUE(met != Truth::kTrue || all_met == Truth::kTrue) << instrument.id;
      EXPECT_TRUE(met != Truth::kFalse || some_met == Truth::kFalse) << instrument.id;
    }
  }
}

TEST(Total, ScoredTakesWhatFormsWrite) {
  const Instrument& sledai = *Find("sledai_2k");
  const Item& seizure = sledai.items.front();
  EXPECT_EQ(Scored(seizure, 0, 8)->low, 8);
  EXPECT_EQ(Scored(seizure, 0, 1)->low, 8);
  EXPECT_EQ(Scored(seizure, 0, 0)->holds, Truth::kFalse);
  EXPECT_FALSE(Scored(seizure, 0, 4));
  EXPECT_FALSE(Scored(seizure, 0, -8));
  const Item& face = Find("mrss")->items.front();
  EXPECT_EQ(Scored(face, 0, 2)->low, 2);
  EXPECT_FALSE(Scored(face, 0, 4));
}

TEST(Total, GradesOfMyositisAtTheirBounds) {
  const Instrument& iim = *Find("eular_acr_2017_iim");
  // One item that gives what is to be graded: Lundberg 2017, 5.5 and 7.5 without, 6.7 and 8.7 with biopsy.
  const auto graded = [&](std::string_view points, int column) {
    std::vector<Finding> findings(iim.items.size(), Absent());
    const units::Rational value = units::Rational::Parse(points).value();
    findings[0] = {Truth::kTrue, value, value};
    for (const char* grade : {"definite", "probable", "possible"}) {
      if (Graded(iim, column, findings, {grade}) == Truth::kTrue) return std::string(grade);
    }
    return std::string("none");
  };
  EXPECT_EQ(graded("5.2", 0), "none");
  EXPECT_EQ(graded("5.3", 0), "possible");
  EXPECT_EQ(graded("5.5", 0), "probable");
  EXPECT_EQ(graded("7.4", 0), "probable");
  EXPECT_EQ(graded("7.5", 0), "definite");
  EXPECT_EQ(graded("6.4", 1), "none");
  EXPECT_EQ(graded("6.5", 1), "possible");
  EXPECT_EQ(graded("6.7", 1), "probable");
  EXPECT_EQ(graded("8.7", 1), "definite");
}

TEST(Total, AnIntervalWithinTheGradesAskedForIsTrue) {
  const Instrument& iim = *Find("eular_acr_2017_iim");
  std::vector<Finding> findings(iim.items.size(), Absent());
  findings[0] = {Truth::kUnknown, units::Rational::Parse("5.6").value(), 9};
  EXPECT_EQ(Graded(iim, 0, findings, {"probable", "definite"}), Truth::kTrue);
  EXPECT_EQ(Graded(iim, 0, findings, {"definite"}), Truth::kUnknown);
  EXPECT_EQ(Graded(iim, 0, findings, {"possible"}), Truth::kFalse);
}

TEST(Total, DecidingNamesWhatCouldSettleIt) {
  const Instrument& sledai = *Find("sledai_2k");
  std::vector<Finding> findings(sledai.items.size(), Absent());
  const auto at = [&](std::string_view id) {
    for (std::size_t i = 0; i < sledai.items.size(); ++i) {
      if (sledai.items[i].id == id) return i;
    }
    return sledai.items.size();
  };
  findings[at("arthritis")] = Whole(sledai.items[at("arthritis")], 0);
  for (const char* id : {"rash", "fever", "vasculitis"}) findings[at(id)] = NotAnswered(sledai.items[at(id)], 0);
  const auto at_least = [&](int limit) {
    return [&sledai, limit](std::span<const Finding> tried) {
      const auto total = TotalOf(sledai, tried);
      return *total->low >= units::Rational(limit) ? Truth::kTrue : *total->high < units::Rational(limit) ? Truth::kFalse : Truth::kUnknown;
    };
  };
  const auto ids = [](const std::vector<const Item*>& items) {
    std::string text;
    for (const Item* item : items) text += item->id + " ";
    return text;
  };
  EXPECT_EQ(ids(Deciding(sledai, 0, findings, at_least(8))), "vasculitis ");
  EXPECT_EQ(ids(Deciding(sledai, 0, findings, at_least(15))), "vasculitis rash fever ");
}

TEST(Total, HaqIsTheMeanOfSixOrMore) {
  const Instrument& haq = *Find("haq");
  std::vector<Finding> findings;
  for (const Item& item : haq.items) findings.push_back(NotAnswered(item, 0));
  for (std::size_t i = 0; i < 5; ++i) findings[i] = {Truth::kTrue, 1, 1};
  EXPECT_EQ(*TotalOf(haq, findings)->low, units::Rational::Parse("0.625").value());
  EXPECT_EQ(*TotalOf(haq, findings)->high, units::Rational::Parse("1.75").value());
  findings[5] = {Truth::kTrue, 1, 1};
  EXPECT_EQ(*TotalOf(haq, findings)->low, 1);
  EXPECT_EQ(*TotalOf(haq, findings)->high, 1);
}

}  // namespace
}  // namespace eligo::measure
