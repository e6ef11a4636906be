// Profile: what is hidden, and how it is printed for people and as JSON.
#include "report/profile.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "report/profile_text.h"
#include "test/generate/cohort.h"
#include "test/report/fixture.h"

namespace eligo::report {
namespace {

verdict::LeafCoverage Leaf(std::string id, std::string concept_id) {
  verdict::LeafCoverage leaf;
  leaf.leaf = std::move(id);
  leaf.concept_id = std::move(concept_id);
  return leaf;
}

// 200 patients; age for all, rituximab for 120 of them, and 3 whose records of it cannot be used.
struct World {
  Reading reading = test::MakeReading();
  std::vector<Covered> covered;
  std::vector<records::UnknownCode> unknown;
  std::size_t patients = 200;
  std::size_t least = 10;

  World() {
    verdict::LeafCoverage age = Leaf("inc-1.1", "age");
    age.holder = verdict::Holder::kPatient;
    age.patients = 200;
    verdict::LeafCoverage drug = Leaf("exc-1.1", "rituximab");
    drug.patients = 120;
    drug.unusable = 3;
    drug.unusable_by["mentioned in a note only"] = {3, 3};
    drug.ages = {120, {10, 30, 200}, {{28, 60}, {90, 75}, {365, 118}}};
    drug.found_by["code RxNorm"] = {200, 100};
    drug.found_by["name"] = {20, 20};
    verdict::LeafCoverage judged = Leaf("exc-1.2", "");
    judged.span = test::Find(reading.source.document, U"organ failure");
    judged.holder = verdict::Holder::kPerson;
    verdict::LeafCoverage unread = Leaf("exc-1.3", "");
    unread.span = test::Find(reading.source.document, U"vaguely put");
    unread.holder = verdict::Holder::kUnread;
    covered.push_back({&reading, {{"inc-1", {age}}, {"exc-1", {drug, judged, unread}}}});
  }
  World(const World&) = delete;
  verdict::LeafCoverage& drug() { return covered[0].coverage[1].leaves[0]; }
  Profile Make() const {
    verdict::Settings settings;
    settings.as_of = ParseDate("2026-06-01")->first;
    return MakeProfile(covered, unknown, patients, generate::test::Terms(), settings, least);
  }
  std::string Text() const {
    const std::string text = ProfileText(Make());
    return text.substr(text.find("\n\n") + 2);
  }
};

TEST(Profile, TellsPeople) {
  World world;
  world.unknown = {{"local HB", false, 900, 150, {{"Hb (POC)", 880, 140}, {"Hb of Ms Miller", 1, 1}}},
                   {"result without a code", true, 50, 40, {{"Walk test", 30, 30}, {"about Ms Miller", 1, 1}}},
                   {"local MILLER", false, 1, 1, {}}};
  EXPECT_EQ(world.Text(),
            "demo-1  (trials/demo-1.txt)\n"
            "===========================\n"
            "\n"
            "inc-1  Age >= 18 years\n"
            "  inc-1.1 age: 200 of 200 patients (100 %)\n"
            "\n"
            "exc-1  Rituximab <b>within</b> 9 months & \"organ failure\" 漢 vaguely put\n"
            "  exc-1.1 rituximab: 120 of 200 patients (60 %)\n"
            "    newest    30 days before 2026-06-01 (half of them 10 to 200); within 28 days 60, 90 days 75, 365\n"
            "              days >110\n"
            "    found by  code RxNorm 100, name 20\n"
            "    unusable  <10 more have records of it, none of them usable; among all: mentioned in a note only\n"
            "  exc-1.2 organ failure: for a person to answer\n"
            "  exc-1.3 vaguely put: not read\n"
            "\n"
            "0 of 1 facts that records can hold are in none of these\n"
            "\n"
            "What no concept is known for\n"
            "============================\n"
            "\n"
            "  patients  records    code                            name\n"
            "  --------  ---------  ------------------------------  ---------------------------------------------\n"
            "  150       900        local HB                        Hb (POC)\n"
            "  40        50         result without a code\n"
            "  30        30         result without a code           Walk test\n"
            "  2 more codes or names, each in fewer than 10 patients\n");
}

TEST(Profile, NothingOfAPatientIsInEitherFormat) {
  World world;
  world.unknown = {{"local HB", false, 900, 150, {{"Hb of Ms Miller", 9, 9}}}, {"local MILLER", false, 9, 9, {{"Miller", 9, 9}}}};
  world.drug().units = {{"Miller-units", {{9, 9}, false, false}}, {"mg/dlx", {{30, 30}, false, false}}};
  world.drug().numbers = {39, 39};
  const Profile profile = world.Make();
  for (const std::string& printed : {ProfileText(profile), ProfileJson(profile)}) {
    EXPECT_EQ(printed.find("iller"), std::string::npos);
    EXPECT_EQ(printed.find("MILLER"), std::string::npos);
    EXPECT_NE(printed.find("mg/dlx"), std::string::npos);
  }
  EXPECT_EQ(profile.hidden_unknown, 1u);
}

TEST(Profile, JsonHidesWhatTextHides) {
  World world;
  world.drug().patients = 195;
  const auto json = nlohmann::json::parse(ProfileJson(world.Make()));
  const auto& leaf = json["protocols"][0]["criteria"][1]["leaves"][0];
  EXPECT_EQ(leaf["patients"], ">190");
  EXPECT_TRUE(leaf["share"].is_null());
  EXPECT_EQ(leaf["unusable"]["patients"], "<10");
  EXPECT_EQ(json["suppress"], 10);
  EXPECT_EQ(json["patients"], 200);
  EXPECT_EQ(json["protocols"][0]["criteria"][1]["leaves"][2]["nothing"], "not read");
  world.least = 1;
  const auto open = nlohmann::json::parse(ProfileJson(world.Make()));
  EXPECT_EQ(open["protocols"][0]["criteria"][1]["leaves"][0]["patients"], 195);
  EXPECT_EQ(open["protocols"][0]["criteria"][1]["leaves"][0]["unusable"]["patients"], 3);
}

TEST(Profile, SaysWhyNothingIsThere) {
  World world;
  world.drug() = Leaf("exc-1.1", "rituximab");
  EXPECT_NE(world.Text().find("  exc-1.1 rituximab: no fact of rituximab in these records\n"), std::string::npos);
  EXPECT_NE(world.Text().find("\n1 of 1 facts that records can hold are in none of these: rituximab\n"), std::string::npos);
  world.drug().about = logic::About::kAllergy;
  EXPECT_NE(world.Text().find("  exc-1.1 allergy to rituximab: no fact of allergy to rituximab in these records\n"), std::string::npos);
  world.drug().about = logic::About::kDrug;
  world.drug().unusable = 12;
  world.drug().unusable_by["no unit"] = {12, 12};
  EXPECT_NE(world.Text().find("  exc-1.1 rituximab: no usable fact of rituximab in these records: no unit\n"), std::string::npos);
}

TEST(Profile, UnitsSayWhetherTheyConvert) {
  World world;
  world.drug().unit = "g/L";
  world.drug().numbers = {150, 110};
  world.drug().units = {{"", {{20, 20}, true, false}},       {"g/L", {{60, 60}, true, true}},      {"g/dL", {{30, 30}, true, true}},
                        {"mmol/L", {{15, 15}, true, false}}, {"mg/dlx", {{14, 14}, false, false}}, {"?", {{2, 2}, false, false}}};
  const std::string text = world.Text();
  EXPECT_NE(text.find("    units     g/L 60; g/dL 30 (converts to g/L); none 20; mmol/L 15 (does not convert to g/L);\n"
                      "              mg/dlx 14 (no unit that eligo knows); 1 more, each in fewer than 10 patients\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("Units that eligo does not know\n"), std::string::npos);
}

TEST(Profile, ListsFiftyUnknownCodesAndCountsTheRest) {
  World world;
  for (int i = 0; i < 70; ++i) world.unknown.push_back({"local " + std::to_string(i), false, 20, 20, {}});
  const Profile profile = world.Make();
  EXPECT_EQ(profile.unknown.size(), 50u);
  EXPECT_EQ(profile.more_unknown, 20u);
  EXPECT_NE(ProfileText(profile).find("\n  and 20 more\n"), std::string::npos);
}

}  // namespace
}  // namespace eligo::report
