#include "report/screen_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "test/report/fixture.h"

namespace eligo::report {
namespace {

std::vector<nlohmann::ordered_json> Lines(const Screening& screening) {
  const std::string text = test::Collect([&](const Sink& sink) { EXPECT_TRUE(ScreenJson(screening, sink)); });
  std::vector<nlohmann::ordered_json> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(nlohmann::ordered_json::parse(text.substr(at, end - at)));
    at = end + 1;
  }
  return lines;
}

TEST(ScreenJson, HasTheContractsShape) {
  const auto lines = Lines(test::MakeScreening());
  ASSERT_EQ(lines.size(), 3u);
  const auto& line = lines[0];
  std::vector<std::string> keys;
  for (const auto& item : line.items()) keys.push_back(item.key());
  EXPECT_EQ(keys,
            (std::vector<std::string>{"contract", "eligo", "protocol", "protocol_hash", "terms", "cohort", "patient", "as_of", "anchors",
                                      "complete", "validity", "timezone", "overall", "decisive", "criteria", "diagnostics"}));
  EXPECT_EQ(line["contract"], 1);
  EXPECT_EQ(line["protocol"], "trials/demo-1.txt");
  EXPECT_EQ(line["protocol_hash"], "0123456789abcdef");
  EXPECT_EQ(line["terms"], "feedc0de12345678");
  EXPECT_TRUE(line["cohort"].is_null());
  EXPECT_EQ(line["as_of"], "2026-06-01");
  EXPECT_EQ(line["anchors"].dump(), "{}");
  EXPECT_EQ(line["complete"].dump(), "[]");
  EXPECT_EQ(line["validity"], "P28D");
  EXPECT_EQ(line["overall"].dump(), R"({"strict":"ineligible","presumed":"ineligible"})");
  EXPECT_EQ(line["decisive"].dump(), R"([{"ask":"organ failure","settles":["exc-1"],"kind":"person"}])");
  const auto& atom = line["criteria"][1]["atoms"][0];
  EXPECT_EQ(
      atom.dump(),
      R"({"leaf":"exc-1.1","concept":"rituximab","span":null,"holds":"true","presumed":"true","evidence":[{"resource":"MedicationAdministration/77",)"
      R"("date":"2026-02-11","text":"rituximab <iv>, by name"}]})");
  EXPECT_FALSE(line["criteria"][1]["atoms"][1].contains("concept"));
  EXPECT_EQ(line["criteria"][1]["atoms"][1]["missing"], "a person's judgement of organ failure");
}

TEST(ScreenJson, SettingsStandInEveryLine) {
  Screening screening = test::MakeScreening();
  screening.settings.anchors[logic::Anchor::kFirstDose] = FromCivil({2026, 6, 15});
  screening.settings.complete = {logic::About::kDrug, logic::About::kCondition};
  screening.settings.validity = {3, 0, 0};
  for (const auto& line : Lines(screening)) {
    EXPECT_EQ(line["anchors"].dump(), R"({"first_dose":"2026-06-15"})");
    EXPECT_EQ(line["complete"].dump(), R"(["condition","drug"])");
    EXPECT_EQ(line["validity"], "P3M");
  }
}

TEST(ScreenJson, CohortAndDeathAreNamed) {
  Screening screening = test::MakeScreening();
  screening.protocols[0].reading.logic->cohorts = {{"sle", "Systemic Lupus Erythematosus (SLE)", "sle", {}}};
  screening.protocols[0].verdicts[0].cohort = 0;
  screening.protocols[0].verdicts[0].controlled_by = "deceased";
  const auto line = Lines(screening)[0];
  EXPECT_EQ(line["cohort"], "sle");
  EXPECT_EQ(line["controlled_by"], "deceased");
}

TEST(ScreenJson, StopsWhenTheSinkRefuses) {
  int calls = 0;
  EXPECT_FALSE(ScreenJson(test::MakeScreening(), [&](std::string_view) { return ++calls < 2; }));
  EXPECT_EQ(calls, 2);
}

TEST(ScreenJson, BytesThatAreNoUtf8BecomeReplacementCharacters) {
  Screening screening = test::MakeScreening();
  screening.protocols[0].verdicts[0].criteria[0].why = "\xFF";
  EXPECT_EQ(Lines(screening)[0]["criteria"][0]["why"], "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace eligo::report
