#include "report/screen_text.h"

#include <gtest/gtest.h>

#include "report/layout.h"
#include "test/report/fixture.h"

namespace eligo::report {
namespace {

std::string TextOf(const Screening& screening) {
  return test::Collect([&](const Sink& sink) { EXPECT_TRUE(ScreenText(screening, sink)); });
}

TEST(ScreenText, ShowsTheWorklist) {
  const std::string text = TextOf(test::MakeScreening());
  EXPECT_EQ(text.substr(0, text.find("\n\neligible ")),
            "as of 2026-06-01, 3 patients, results valid for P28D, terms feedc0de1234\n"
            "\n"
            "demo-1  (trials/demo-1.txt)\n"
            "===========================\n"
            "\n"
            "              eligible  candidate  undetermined  ineligible\n"
            "  presumed           0          1             0           2\n"
            "  strict             0          0             2           1\n"
            "\n"
            "  patient   presumed      strict        stopped by  ask first\n"
            "  --------  ------------  ------------  ----------  ----------------------\n"
            "  berta-12  candidate     undetermined              organ failure (person)\n"
            "  carl-3    ineligible    undetermined  exc-1*      organ failure (person)\n"
            "  anna-7    ineligible    ineligible    exc-1       organ failure (person)\n"
            "\n"
            "  stops  alone  criterion  what it says\n"
            "  -----  -----  ---------  ----------------------------------------------------------------------\n"
            "  2      2      exc-1      Rituximab <b>within</b> 9 months & \"organ failure\" 漢 vaguely put");
}

TEST(ScreenText, StaysWithin100Columns) {
  Screening screening = test::MakeScreening();
  verdict::PatientVerdict& verdict = screening.protocols[0].verdicts[0];
  verdict.patient = "urn-uuid-0f8fad5b-d9cb-469f-a165-70867728950e-and-more";
  verdict.decisive[0].ask = "a very long question about something that no chart has ever held in one place";
  for (int i = 0; i < 40; ++i) verdict.criteria.push_back(verdict.criteria[1]);
  const std::string text = TextOf(screening);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    EXPECT_LE(Width(text.substr(at, end - at)), 100) << text.substr(at, end - at);
    at = end + 1;
  }
}

TEST(ScreenText, CountsWhatALongTableLeavesOut) {
  Screening screening = test::MakeScreening();
  auto& verdicts = screening.protocols[0].verdicts;
  verdict::PatientVerdict hopeless = verdicts[0];
  hopeless.criteria.push_back(hopeless.criteria[1]);
  for (int i = 0; i < 250; ++i) verdicts.push_back(hopeless);
  const std::string text = TextOf(screening);
  EXPECT_NE(text.find("and 250 more whom two or more criteria stop"), std::string::npos);
  EXPECT_NE(text.find("berta-12"), std::string::npos);
}

TEST(ScreenText, SaysWhenNobodyWasJudged) {
  Screening screening = test::MakeScreening();
  screening.protocols[0].verdicts.clear();
  EXPECT_NE(TextOf(screening).find("no patient: the record rules out the cohort's disease for everyone"), std::string::npos);
}

}  // namespace
}  // namespace eligo::report
