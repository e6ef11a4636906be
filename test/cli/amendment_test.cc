// `eligo diff OLD NEW --patients DATA`: whose verdict an amendment changes, and why.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "test/cli/refusals.h"

namespace eligo::cli {
namespace {

using test::Folder;
using test::Ran;
using Json = nlohmann::json;

class Amendment : public testing::Test {
 protected:
  void SetUp() override {
    if (!Folder::Built()) GTEST_SKIP() << Folder::Executable() << " is not built";
    folder_.Write("old.txt", test::kProtocol);
    folder_.Write("p1.json", test::GoodBundle());
  }
  Ran Diff(const std::string& after, const std::string& more = "") const {
    folder_.Write("new.txt", after);
    return folder_.Run("diff old.txt new.txt --patients p1.json --as-of 2026-06-01 " + more);
  }
  static std::string Example(const std::string& path) { return std::string("'") + ELIGO_SOURCE_DIR "/examples/" + path + "'"; }
  Folder folder_;
};

TEST_F(Amendment, TheLogicFirstThenWhomItStops) {
  const Ran ran = Diff(
      "Inclusion Criteria:\n1. Platelet count >= 50 x 10^9/L, or age >= 18 years\n2. Age >= 18 years\n3. Hemoglobin >= 125 "
      "g/L\n\nExclusion "
      "Criteria:\n1. Rituximab within 9 months before first dose\n");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("old.txt -> new.txt\n  1 changed, 1 added, 2 the same\n")) << ran.out;
  const std::size_t patients = ran.out.find("\nPatients\n--------\nas of 2026-06-01, 1 patient, results valid for P28D, terms ");
  ASSERT_NE(patients, std::string::npos) << ran.out;
  EXPECT_EQ(ran.out.substr(ran.out.find("\n  1 newly", patients)),
            "\n  1 newly excluded, 0 the same\n"
            "\n"
            "newly excluded\n"
            "  p1: eligible -> ineligible, strict undetermined -> ineligible\n"
            "    inc-3 (was inc-2): pass -> fail: Hemoglobin 120 g/L on 2026-05-20 is below 125 g/L.\n"
            "\n"
            "eligo proposes; people enrol.\n");
}

TEST_F(Amendment, WithoutPatientsNothingIsSaidOfThem) {
  const Ran ran = folder_.Run("diff old.txt old.txt");
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out.find("atients"), std::string::npos) << ran.out;
}

TEST_F(Amendment, TheSameTextFlipsNobody) {
  const Ran ran = folder_.Run("diff " + Example("protocols/cc312-autoimmune.txt") + ' ' + Example("protocols/cc312-autoimmune.txt") +
                              " --patients " + Example("patients") + " --as-of 2026-06-01 --keep-going --format json");
  ASSERT_EQ(ran.status, 0) << ran.err;
  const Json patients = Json::parse(ran.out)["patients"];
  EXPECT_EQ(patients["patients"], 65);
  EXPECT_GT(patients["judged"], 65) << "a verdict a cohort";
  EXPECT_TRUE(patients["flips"].empty());
}

// Against two screenings: whose overall verdict differs, with what it was and is, and no one else.
TEST_F(Amendment, FlipsAreThoseOfTwoScreenings) {
  std::string text;
  {
    std::ifstream in(ELIGO_SOURCE_DIR "/examples/protocols/mil62-sle.txt");
    std::stringstream all;
    all << in.rdbuf();
    text = all.str();
  }
  folder_.Write("old.txt", text);
  const auto replace = [&](const std::string& from, const std::string& to) {
    ASSERT_NE(text.find(from), std::string::npos) << from;
    text.replace(text.find(from), from.size(), to);
  };
  replace("9 months", "6 months");
  replace("80 years", "70 years");
  folder_.Write("new.txt", text);
  const std::string data =
      " --patients " + Example("patients") + " --as-of 2026-06-01 --keep-going --format json --answers " + Example("answers.jsonl");
  const auto overall = [&](const std::string& protocol) {
    std::map<std::string, Json> all;
    std::istringstream lines(folder_.Run("screen --protocol " + protocol + data).out);
    for (std::string line; std::getline(lines, line);) {
      const Json json = Json::parse(line);
      all[json["patient"]] = json["overall"];
    }
    return all;
  };
  const auto was = overall("old.txt");
  const auto is = overall("new.txt");
  ASSERT_EQ(was.size(), 65u);
  std::map<std::string, std::pair<Json, Json>> expected;
  for (const auto& [patient, verdict] : was) {
    if (verdict != is.at(patient)) expected[patient] = {verdict, is.at(patient)};
  }
  ASSERT_GE(expected.size(), 3u);
  const Json patients = Json::parse(folder_.Run("diff old.txt new.txt" + data).out)["patients"];
  std::map<std::string, std::pair<Json, Json>> found;
  for (const Json& flip : patients["flips"]) {
    found[flip["patient"]] = {flip["before"], flip["after"]};
    bool responsible = false;
    for (const Json& criterion : flip["criteria"]) responsible = responsible || criterion["responsible"];
    EXPECT_TRUE(responsible) << flip["patient"];
  }
  EXPECT_EQ(found, expected);
  EXPECT_EQ(patients["counts"]["newly_excluded"], std::count_if(expected.begin(), expected.end(), [](const auto& e) {
              return e.second.first["presumed"] != e.second.second["presumed"] && e.second.second["presumed"] == "ineligible";
            }));
}

TEST_F(Amendment, CohortsThatComeAndGo) {
  folder_.Write(
      "old.txt",
      "Inclusion Criteria:\nSystemic lupus erythematosus (SLE) cohort:\n1. Age >= 18 years\nMyositis cohort:\n1. Age >= 21 years\n\n"
      "Exclusion Criteria:\n1. Pregnancy\n");
  const Ran ran = Diff("Inclusion Criteria:\n1. Age >= 18 years\n\nExclusion Criteria:\n1. Pregnancy\n", "--format json");
  ASSERT_EQ(ran.status, 0) << ran.err;
  const Json patients = Json::parse(ran.out)["patients"];
  EXPECT_EQ(patients["counts"]["gone"], 2) << ran.out;
  EXPECT_EQ(patients["counts"]["new"], 1);
}

TEST_F(Amendment, SettingsAreOfThePatients) {
  test::ExpectRefusals(folder_, "diff old.txt old.txt",
                       {
                           {"--as-of 2026-06-01", 2, "--as-of requires --patients; see `eligo diff --help`"},
                           {"--answers a.jsonl", 2, "--answers requires --patients"},
                           {"--patients p1.json --as-of soon", 2, "--as-of: `soon` is no day"},
                           {"--patients absent", 1, "absent: "},
                           {"--patients p1.json --answers absent.jsonl", 2, "absent.jsonl: "},
                           {"--patients p1.json --out no/where", 3, "no/where: "},
                       });
}

}  // namespace
}  // namespace eligo::cli
