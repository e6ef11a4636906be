// Cockcroft-Gault: vectors computed by hand from the published formula; measured clearance.
#include "measure/creatinine_clearance.h"

#include <gtest/gtest.h>

namespace eligo::measure {
namespace {

records::Number Exactly(std::string_view text) {
  records::Number n;
  n.low = n.high = units::Rational::Parse(text).value();
  return n;
}

double Of(FormulaSex sex, int age, std::string_view weight, std::string_view creatinine) {
  const auto n = CockcroftGault(age, age, Exactly(weight), Exactly(creatinine), sex);
  EXPECT_TRUE(n && n->exact());
  return n->low->ToDouble();
}

TEST(CreatinineClearance, Vectors) {
  EXPECT_NEAR(Of(FormulaSex::kFemale, 30, "50", "1.0"), 64.931, 0.0005);
  EXPECT_NEAR(Of(FormulaSex::kMale, 30, "50", "1.0"), 76.389, 0.0005);
  EXPECT_NEAR(Of(FormulaSex::kFemale, 60, "55", "1.3"), 39.957, 0.0005);
  EXPECT_NEAR(Of(FormulaSex::kMale, 45, "70", "2.5"), 36.944, 0.0005);
  EXPECT_NEAR(Of(FormulaSex::kFemale, 69, "48", "0.8"), 50.292, 0.0005);
}

TEST(CreatinineClearance, WhatIsNotKnownIsAnInterval) {
  const auto both = CockcroftGault(30, 30, Exactly("50"), Exactly("1"), FormulaSex::kUnknown);
  EXPECT_NEAR(both->low->ToDouble(), 64.931, 0.0005);
  EXPECT_NEAR(both->high->ToDouble(), 76.389, 0.0005);
  const auto ages = CockcroftGault(29, 30, Exactly("50"), Exactly("1"), FormulaSex::kMale);
  EXPECT_NEAR(ages->low->ToDouble(), 76.389, 0.0005);
  EXPECT_NEAR(ages->high->ToDouble(), 77.083, 0.0005);
  records::Number below;  // "<0.5"
  below.high = units::Rational::Parse("0.5").value();
  below.high_open = true;
  const auto censored = CockcroftGault(30, 30, Exactly("50"), below, FormulaSex::kMale);
  EXPECT_NEAR(censored->low->ToDouble(), 152.778, 0.0005);
  EXPECT_TRUE(censored->low_open);
  EXPECT_FALSE(censored->high);
}

TEST(CreatinineClearance, NotForChildrenNorForNothing) {
  EXPECT_FALSE(CockcroftGault(17, 17, Exactly("50"), Exactly("1"), FormulaSex::kMale));
  EXPECT_FALSE(CockcroftGault(17, 18, Exactly("50"), Exactly("1"), FormulaSex::kMale));
  EXPECT_TRUE(CockcroftGault(18, 18, Exactly("50"), Exactly("1"), FormulaSex::kMale));
  EXPECT_FALSE(CockcroftGault(30, 30, Exactly("0"), Exactly("1"), FormulaSex::kMale));
  EXPECT_FALSE(CockcroftGault(30, 30, Exactly("50"), Exactly("0"), FormulaSex::kMale));
  EXPECT_FALSE(CockcroftGault(140, 140, Exactly("50"), Exactly("1"), FormulaSex::kMale));
}

TEST(CreatinineClearance, IdealWeight) {
  // 60 inches are 152.4 cm; five inches more, 11.5 kg more.
  EXPECT_EQ(IdealWeight(units::Rational::Parse("152.4").value(), FormulaSex::kFemale), units::Rational::Parse("45.5"));
  EXPECT_EQ(IdealWeight(units::Rational::Parse("165.1").value(), FormulaSex::kMale), units::Rational::Parse("61.5"));
  EXPECT_FALSE(IdealWeight(150, FormulaSex::kFemale));
  EXPECT_FALSE(IdealWeight(165, FormulaSex::kUnknown));
}

TEST(CreatinineClearance, Measured) {
  EXPECT_EQ(MeasuredClearance(90, 2160, 1), units::Rational(135));
  EXPECT_FALSE(MeasuredClearance(90, 2160, 0));
}

}  // namespace
}  // namespace eligo::measure
