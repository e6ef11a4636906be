#include "report/brat.h"

#include <optional>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "pipeline/reading.h"
#include "source/utf8.h"

namespace eligo::report {
namespace {

class Brat : public testing::Test {
 protected:
  void SetUp() override {
    auto terms = terms::Terms::Open(ELIGO_BUILD_DIR "/terms.bin");
    if (!terms) GTEST_SKIP() << terms.error();
    terms_.emplace(std::move(*terms));
  }
  std::string Printed(std::string_view utf8) {
    source::Document document;
    document.path = "case";
    document.text = source::DecodeUtf8(utf8).value_or(U"");
    return report::Brat(pipeline::Read(std::move(document), *terms_), *terms_);
  }

  std::optional<terms::Terms> terms_;
};

TEST_F(Brat, JoinsANameToItsValueAndTime) {
  EXPECT_EQ(Printed("Inclusion Criteria:\n- Hemoglobin >= 85 g/L at screening\n"),
            "T1\tMeasurement 22 32\tHemoglobin\n"
            "T2\tValue 33 42\t>= 85 g/L\n"
            "T3\tTemporal 43 55\tat screening\n"
            "R1\tHas_value Arg1:T1 Arg2:T2\n"
            "R2\tHas_temporal Arg1:T1 Arg2:T3\n");
}

TEST_F(Brat, GroupsAlternativesAndSubsumesMembers) {
  EXPECT_EQ(Printed("Exclusion Criteria:\n- Rituximab or belimumab within 4 weeks before screening\n"),
            "T1\tDrug 22 31\tRituximab\n"
            "T2\tDrug 35 44\tbelimumab\n"
            "T3\tTemporal 45 76\twithin 4 weeks before screening\n"
            "R1\tHas_temporal Arg1:T1 Arg2:T3\n"
            "R2\tHas_temporal Arg1:T2 Arg2:T3\n"
            "*\tOR T1 T2\n");
  const std::string members = Printed("Exclusion Criteria:\n- Immunosuppressants including methotrexate within 4 weeks before screening\n");
  EXPECT_NE(members.find("Immunosuppressants\n"), std::string::npos) << members;
}

TEST_F(Brat, NumbersGoOnOverCriteria) {
  const std::string out = Printed("Inclusion Criteria:\n- Psoriasis\n- Asthma\nExclusion Criteria:\n- No hemoglobin < 8 g/dL\n");
  EXPECT_NE(out.find("T1\tCondition 22 31\tPsoriasis\n"), std::string::npos) << out;
  EXPECT_NE(out.find("T2\tCondition 34 40\tAsthma\n"), std::string::npos) << out;
}

// brat refuses a span over a line's end.
TEST_F(Brat, LineEndsCutASpanIntoFragments) {
  const std::string out = Printed("Inclusion Criteria:\n- Diagnosis of systemic lupus\nerythematosus at screening\n");
  EXPECT_NE(out.find(";"), std::string::npos) << out;
  std::istringstream lines(out);
  for (std::string line; std::getline(lines, line);) EXPECT_TRUE(line[0] == 'T' || line[0] == 'R' || line[0] == '*') << line;
}

TEST_F(Brat, NothingIsNothing) { EXPECT_EQ(Printed(""), ""); }

}  // namespace
}  // namespace eligo::report
