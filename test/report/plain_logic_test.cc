#include "report/plain_logic.h"

#include <gtest/gtest.h>

namespace eligo::report {
namespace {

class PlainLogicTest : public testing::Test {
 protected:
  void SetUp() override {
    auto terms = terms::Terms::Open(ELIGO_BUILD_DIR "/terms.bin");
    ASSERT_TRUE(terms) << terms.error();
    terms_.emplace(std::move(*terms));
  }
  std::string Plain(std::string_view line) const { return PlainLogic(line, *terms_, {{"ana", "antinuclear antibody"}}); }
  std::optional<terms::Terms> terms_;
};

TEST_F(PlainLogicTest, ConceptsByTheirLabels) {
  EXPECT_EQ(Plain("latest sledai_2k >= 8 at screening"), "latest SLEDAI-2K >= 8 at screening");
  EXPECT_EQ(Plain("ana positive with titer >= 1:80"), "antinuclear antibody positive with titer >= 1:80");
}

TEST_F(PlainLogicTest, WordsWithoutUnderscoresAndBackticks) {
  EXPECT_EQ(Plain("any rituximab within 9 months before first_dose"), "any rituximab within 9 months before first dose");
  EXPECT_EQ(Plain("`allergy` at screening"), "allergy at screening");
}

TEST_F(PlainLogicTest, QuotedWordsStay) {
  EXPECT_EQ(Plain(R"(unread "first_dose of \"x\"\nand ana")"), R"(unread "first_dose of "x" and ana")");
  EXPECT_EQ(Plain("unread \"no end"), "unread \"no end\"");
}

TEST_F(PlainLogicTest, AScaleIsNotSaidTwice) {
  EXPECT_EQ(Plain("bilag_2004 is A on \"BILAG-2004\" at screening"), "BILAG-2004 is A at screening");
  EXPECT_EQ(Plain("dyspnea is 0 or 1 on CTCAE"), "dyspnea is 0 or 1 on CTCAE");
}

}  // namespace
}  // namespace eligo::report
