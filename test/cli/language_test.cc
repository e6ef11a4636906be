// .eligo files on the command line: made, laid out, screened for; what is wrong with one is told once and nothing is guessed.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "test/cli/program.h"

namespace eligo::cli {
namespace {

using test::Folder;
using Json = nlohmann::json;

constexpr char kText[] =
    "Inclusion Criteria:\n1. Hemoglobin at least 8 g/dL at screening.\n2. Age 18 years or older.\n"
    "Exclusion Criteria:\n1. Rituximab within 9 months before screening, or any frobnic disease.\n2. Pregnancy.\n";

class LanguageCommand : public testing::Test {
 protected:
  void SetUp() override {
    if (!Folder::Built()) GTEST_SKIP() << Folder::Executable() << " is not built";
    folder.Write("trial.txt", kText);
    folder.Write("data/good.json", test::GoodBundle());
    const test::Ran made = folder.Run("parse --format eligo trial.txt --out trial.eligo");
    ASSERT_EQ(made.status, 0) << made.err;
  }

  std::vector<Json> Screen(const std::string& protocol, const std::string& more = "") const {
    const test::Ran ran = folder.Run("screen --protocol " + protocol + " --patients data --as-of 2026-06-01 --format json" + more);
    EXPECT_EQ(ran.status, 0) << ran.err;
    std::vector<Json> lines;
    std::istringstream in(ran.out);
    for (std::string line; std::getline(in, line);) lines.push_back(Json::parse(line));
    EXPECT_FALSE(lines.empty());
    return lines;
  }

  Folder folder;
};

// Places in a file and its name apart, the same verdicts.
Json WithoutPlaces(Json json) {
  if (json.is_object()) {
    json.erase("span");
    json.erase("protocol");
    json.erase("diagnostics");
  }
  if (json.is_structured()) {
    for (Json& child : json) child = WithoutPlaces(child);
  }
  return json;
}

TEST_F(LanguageCommand, SameVerdicts) {
  const std::vector<Json> text = Screen("trial.txt");
  const std::vector<Json> file = Screen("trial.eligo");
  ASSERT_EQ(text.size(), file.size());
  for (std::size_t i = 0; i < text.size(); ++i) EXPECT_EQ(WithoutPlaces(text[i]), WithoutPlaces(file[i]));
}

TEST_F(LanguageCommand, SameKeysAndLogic) {
  const Json text = Json::parse(folder.Run("parse --format json trial.txt").out);
  const Json file = Json::parse(folder.Run("parse --format json trial.eligo").out);
  ASSERT_EQ(text["criteria"].size(), file["criteria"].size());
  for (std::size_t i = 0; i < text["criteria"].size(); ++i) {
    for (const char* field : {"id", "key", "kind", "cohort", "number", "text", "phase", "decides"}) {
      EXPECT_EQ(text["criteria"][i][field], file["criteria"][i][field]) << field;
    }
  }
  EXPECT_EQ(folder.Run("parse --format eligo trial.eligo").out, folder.Read("trial.eligo"));
  // From standard input it is known by its first line.
  EXPECT_EQ(folder.Run("parse --format eligo - < trial.eligo").out, folder.Read("trial.eligo"));
}

TEST_F(LanguageCommand, ACorrectionCounts) {
  std::string corrected = folder.Read("trial.eligo");
  const std::string was = "latest hemoglobin >= 8 g/dL";
  ASSERT_NE(corrected.find(was), std::string::npos) << corrected;
  corrected.replace(corrected.find(was), was.size(), "latest hemoglobin >= 99 g/dL");
  folder.Write("corrected.eligo", corrected);
  EXPECT_EQ(Screen("corrected.eligo")[0]["criteria"][0]["strict"], "fail");
  EXPECT_EQ(Screen("trial.eligo")[0]["criteria"][0]["strict"], "pass");
}

TEST_F(LanguageCommand, AMistakeIsToldAndNothingIsScreened) {
  folder.Write("bad.eligo", "eligo 1\nexclusion\n  | Rituximab\n  any cyclofosphamide\n");
  for (const char* command : {"parse bad.eligo", "parse --format json bad.eligo", "parse --format eligo bad.eligo", "format bad.eligo",
                              "format --check bad.eligo", "screen --protocol bad.eligo --patients data"}) {
    const test::Ran ran = folder.Run(command);
    EXPECT_EQ(ran.status, 1) << command;
    EXPECT_EQ(ran.out, "") << command;
    EXPECT_TRUE(ran.err.starts_with(
        "eligo: bad.eligo:4:7: error: unknown concept `cyclofosphamide`; nearest: `cyclophosphamide` [kUnknownConcept]\n"
        "      any cyclofosphamide\n          ~~~~~~~~~~~~~~~\n"))
        << command << '\n'
        << ran.err;
  }
  // As data, for programs: lint reads no logic from it.
  const Json lint = Json::parse(folder.Run("lint --format json bad.eligo").out);
  ASSERT_EQ(lint["diagnostics"].size(), 1u);
  EXPECT_EQ(lint["diagnostics"][0]["code"], "kUnknownConcept");
  // The others are read all the same.
  EXPECT_NE(folder.Run("parse bad.eligo trial.eligo").out, "");
}

TEST_F(LanguageCommand, BadFiles) {
  std::string deep = "eligo 1\nexclusion\n  | x\n";
  for (int i = 1; i <= 1000; ++i) deep += std::string(static_cast<std::size_t>(i) * 2, ' ') + "any of\n";
  const std::pair<std::string, const char*> cases[] = {{"", "is empty"},
                                                       {std::string("eligo 1\n\0\1", 10), "is no text"},
                                                       {"eligo 1\ntitle \"\xE9\"\n", "is not UTF-8"},
                                                       {"Inclusion Criteria:\n1. Age\n", "the first line is not `eligo 1`"},
                                                       {"eligo 1\n", "holds no eligibility criterion"},
                                                       {"# nothing\n", "nothing is said"},
                                                       {deep, "nested deeper than 100 levels"}};
  for (const auto& [content, says] : cases) {
    folder.Write("bad.eligo", content);
    const test::Ran ran = folder.Run("screen --protocol bad.eligo --patients data");
    EXPECT_EQ(ran.status, 1) << says;
    std::size_t naming = 0;
    for (const std::string& line : ran.ErrorLines())
      naming += line.find("bad.eligo") != std::string::npos && line.find(says) != std::string::npos;
    EXPECT_EQ(naming, 1u) << says << '\n' << ran.err;
  }
}

TEST_F(LanguageCommand, Format) {
  const std::string untidy = "eligo 1\n# mine\nexclusion\n  | Rituximab\n      rituximab within 9 months before screening # long\n";
  const std::string tidy = "eligo 1\n\n# mine\nexclusion exc-1\n  | Rituximab\n  any rituximab within 9 months before screening  # long\n";
  folder.Write("a.eligo", untidy);
  EXPECT_EQ(folder.Run("format a.eligo").out, tidy);
  EXPECT_EQ(folder.Read("a.eligo"), untidy);
  const test::Ran checked = folder.Run("format --check a.eligo");
  EXPECT_EQ(checked.status, 1);
  EXPECT_EQ(checked.out, "");
  EXPECT_NE(checked.err.find("a.eligo: not in canonical form"), std::string::npos) << checked.err;
  EXPECT_EQ(folder.Run("format --write a.eligo").status, 0);
  EXPECT_EQ(folder.Read("a.eligo"), tidy);
  EXPECT_EQ(folder.Run("format --check a.eligo trial.eligo").status, 0);
  EXPECT_EQ(folder.Run("format trial.txt").status, 1);
  EXPECT_EQ(folder.Run("format --check --write a.eligo").status, 2);
  EXPECT_EQ(folder.Run("format missing.eligo").status, 1);
}

}  // namespace
}  // namespace eligo::cli
