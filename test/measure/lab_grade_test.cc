// CTCAE grades at their limits.
#include "measure/lab_grade.h"

#include <gtest/gtest.h>

namespace eligo::measure {
namespace {

using units::Rational;

std::string Grade(std::string_view concept_id, std::string_view value, std::optional<Rational> low, std::optional<Rational> high) {
  const LabGrades* grades = FindLabGrades(concept_id, "5.0");
  EXPECT_NE(grades, nullptr);
  records::Number n;
  n.low = n.high = Rational::Parse(value).value();
  const GradeInterval interval = GradeOf(*grades, n, low, high);
  return std::to_string(interval.low) + "-" + std::to_string(interval.high);
}

TEST(LabGrade, BelowTheirLimits) {
  EXPECT_EQ(Grade("anemia", "12", 12, {}), "0-0");
  EXPECT_EQ(Grade("anemia", "11.9", 12, {}), "1-1");
  EXPECT_EQ(Grade("anemia", "10", 12, {}), "1-1");
  EXPECT_EQ(Grade("anemia", "9.9", 12, {}), "2-2");
  EXPECT_EQ(Grade("anemia", "8", 12, {}), "2-2");
  EXPECT_EQ(Grade("anemia", "7.9", 12, {}), "3-4");  // grade 4 is clinical
  EXPECT_EQ(Grade("thrombocytopenia", "25", 150, {}), "3-3");
  EXPECT_EQ(Grade("thrombocytopenia", "24", 150, {}), "4-4");
  EXPECT_EQ(Grade("thrombocytopenia", "90", {}, {}), "0-1");
}

TEST(LabGrade, AboveTheirLimits) {
  EXPECT_EQ(Grade("alt", "40", {}, 40), "0-0");
  EXPECT_EQ(Grade("alt", "41", {}, 40), "1-1");
  EXPECT_EQ(Grade("alt", "120", {}, 40), "1-1");
  EXPECT_EQ(Grade("alt", "121", {}, 40), "2-2");
  EXPECT_EQ(Grade("alt", "801", {}, 40), "4-4");
  EXPECT_EQ(Grade("alt", "41", {}, {}), "0-4");
}

TEST(LabGrade, AnotherVersionHasNone) { EXPECT_EQ(FindLabGrades("anemia", "6.0"), nullptr); }

}  // namespace
}  // namespace eligo::measure
