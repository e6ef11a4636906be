// LLDAS and SRI-4, condition by condition.
#include "measure/outcome.h"

#include <gtest/gtest.h>

namespace eligo::measure {
namespace {

using units::Rational;

std::vector<Finding> Sledai(std::initializer_list<std::string_view> present) {
  std::vector<Finding> findings;
  for (const Item& item : Find("sledai_2k")->items) {
    const bool is = std::find(present.begin(), present.end(), item.id) != present.end();
    findings.push_back(is ? Present(item, 0) : Absent());
  }
  return findings;
}

LowActivity Quiet(std::span<const Finding> sledai) {
  LowActivity at;
  at.sledai_2k = sledai;
  at.hemolytic_anemia = at.gastrointestinal = at.new_activity = Truth::kFalse;
  at.physician_global = 1;
  at.prednisone = Rational::Parse("7.5");
  at.standard_treatment = Truth::kTrue;
  return at;
}

TEST(Outcome, LowActivityAtItsBounds) {
  const auto four = Sledai({"arthritis"});
  EXPECT_EQ(IsLowActivity(Quiet(four)), Truth::kTrue);
  const auto five = Sledai({"arthritis", "leukopenia"});
  EXPECT_EQ(IsLowActivity(Quiet(five)), Truth::kFalse);
  const auto fever = Sledai({"fever"});
  EXPECT_EQ(IsLowActivity(Quiet(fever)), Truth::kFalse);
  const auto kidneys = Sledai({"pyuria"});
  EXPECT_EQ(IsLowActivity(Quiet(kidneys)), Truth::kFalse);
  LowActivity steroid = Quiet(four);
  steroid.prednisone = 8;
  EXPECT_EQ(IsLowActivity(steroid), Truth::kFalse);
  LowActivity global = Quiet(four);
  global.physician_global.reset();
  EXPECT_EQ(IsLowActivity(global), Truth::kUnknown);
  global.physician_global = Rational::Parse("1.1");
  EXPECT_EQ(IsLowActivity(global), Truth::kFalse);
}

Visit At(int sledai, std::string_view bilag, std::string_view global) {
  records::Number n;
  n.low = n.high = sledai;
  return {n, bilag, Rational::Parse(global)};
}

TEST(Outcome, ResponseAtItsBounds) {
  const Visit baseline = At(10, "BCCDEEEEE", "1.5");
  EXPECT_EQ(IsResponse(baseline, At(6, "CCCDEEEEE", "1.7")), Truth::kTrue);
  EXPECT_EQ(IsResponse(baseline, At(7, "CCCDEEEEE", "1.7")), Truth::kFalse);
  EXPECT_EQ(IsResponse(baseline, At(6, "CCCDEEEEE", "1.8")), Truth::kFalse);
  EXPECT_EQ(IsResponse(baseline, At(6, "ACCDEEEEE", "1")), Truth::kFalse);                 // a new A
  EXPECT_EQ(IsResponse(baseline, At(6, "BBCDEEEEE", "1")), Truth::kTrue);                  // one new B
  EXPECT_EQ(IsResponse(baseline, At(6, "BBBDEEEEE", "1")), Truth::kFalse);                 // two
  EXPECT_EQ(IsResponse(At(10, "ACCDEEEEE", "1"), At(6, "BBCDEEEEE", "1")), Truth::kTrue);  // B after A is no new one
  EXPECT_EQ(IsResponse(baseline, At(6, "CCCDEEEE?", "1")), Truth::kUnknown);
  EXPECT_EQ(IsResponse(baseline, At(7, "CCCDEEEE?", "1")), Truth::kFalse);
}

}  // namespace
}  // namespace eligo::measure
