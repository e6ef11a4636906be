// The tables of data/instruments: what was published of them must hold, and terms must have their concepts.
#include "measure/instrument.h"

#include <set>

#include <gtest/gtest.h>

#include "measure/lab_grade.h"
#include "measure/total.h"
#include "test/match/world.h"

namespace eligo::measure {
namespace {

units::Rational HighestTotal(std::string_view id, int column) {
  const Instrument* instrument = Find(id);
  EXPECT_NE(instrument, nullptr) << id;
  std::vector<Finding> findings;
  for (const Item& item : instrument->items) findings.push_back(NotAnswered(item, column));
  Instrument sum = *instrument;
  if (sum.rule == Rule::kMean) sum.rule = Rule::kSum;
  return TotalOf(sum, findings)->high.value();
}

TEST(Instrument, HighestTotalsAreThosePublished) {
  EXPECT_EQ(HighestTotal("sledai_2k", 0), 105);           // Gladman 2002
  EXPECT_EQ(HighestTotal("selena_sledai", 0), 105);       // Petri 2005
  EXPECT_EQ(HighestTotal("clinical_sledai_2k", 0), 101);  // less 2 + 2
  EXPECT_EQ(HighestTotal("eular_acr_2019_sle", 0), 51);   // Aringer 2019
  EXPECT_EQ(HighestTotal("acr_1997_sle", 0), 11);
  EXPECT_EQ(HighestTotal("slicc_2012_sle", 0), 17);
  EXPECT_EQ(HighestTotal("mrss", 0), 51);
  EXPECT_EQ(HighestTotal("mmt8", 0), 150);
  EXPECT_EQ(HighestTotal("haq", 0), 24);  // eight categories of 3
  // Own sums of the published weights.
  EXPECT_EQ(HighestTotal("acr_eular_2013_ssc", 0), 28);
  EXPECT_EQ(HighestTotal("eular_acr_2017_iim", 0), units::Rational::Parse("20.8").value());
  EXPECT_EQ(HighestTotal("eular_acr_2017_iim", 1), units::Rational::Parse("29.5").value());
}

TEST(Instrument, RowsSayWhereTheyAreFrom) {
  const std::set<std::string> marks = {"[S]", "[S2]", "[A]", "[G]"};
  for (const Instrument& instrument : Instruments()) {
    EXPECT_TRUE(marks.contains(instrument.certainty)) << instrument.id;
    std::set<std::string> ids;
    for (const Item& item : instrument.items) {
      EXPECT_TRUE(marks.contains(item.certainty)) << instrument.id << " " << item.id;
      EXPECT_TRUE(ids.insert(item.id).second) << instrument.id << " twice " << item.id;
      for (const std::string& other : item.differs) EXPECT_NE(Find(other), nullptr) << other;
    }
    for (const auto& together : instrument.enough) {
      for (const std::string& item : together) EXPECT_TRUE(ids.contains(item)) << instrument.id << " " << item;
    }
    EXPECT_TRUE(instrument.entry.empty() || ids.contains(instrument.entry)) << instrument.id;
    EXPECT_TRUE(instrument.whole.empty() || Find(instrument.whole) != nullptr) << instrument.id;
  }
}

TEST(Instrument, TermsHaveWhatTheTablesName) {
  const terms::Terms& terms = match::test::SmallTerms();
  for (const Instrument& instrument : Instruments()) {
    EXPECT_TRUE(terms.Find(instrument.id)) << instrument.id;
    for (const Item& item : instrument.items) {
      EXPECT_TRUE(terms.Find(instrument.ConceptOf(item.id))) << instrument.ConceptOf(item.id);
      for (const Showing& showing : item.shown_by) {
        for (const Sign& sign : showing.signs) {
          EXPECT_TRUE(sign.kind == Sign::Kind::kAge || terms.Find(sign.concept_id)) << item.id << " " << sign.concept_id;
        }
      }
    }
  }
}

}  // namespace
}  // namespace eligo::measure
