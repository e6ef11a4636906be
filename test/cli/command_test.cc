// The command line itself: usage errors, help, output, answers, and that every format comes from one run.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "test/cli/program.h"

namespace eligo::cli {
namespace {

using test::Folder;
using test::Ran;

constexpr const char* kScreen = "screen --protocol good.txt --patients data --as-of 2026-06-01 ";

class Command : public testing::Test {
 protected:
  void SetUp() override {
    if (!Folder::Built()) GTEST_SKIP() << Folder::Executable() << " is not built";
    folder_.Write("good.txt", test::kProtocol);
    folder_.Write("data/good.json", test::GoodBundle());
  }
  Ran Screen(const std::string& more) const { return folder_.Run(kScreen + more); }

  Folder folder_;
};

TEST_F(Command, UsageErrorsAreOneLineAndStatusTwo) {
  const struct {
    const char* arguments;
    const char* says;
  } cases[] = {
      {"", "see `eligo --help`"},
      {"frobnicate", "see `eligo --help`"},
      {"parse", "see `eligo parse --help`"},
      {"parse good.txt --format xml", "--format: unknown `xml`; known: `text`, `json`, `eligo`, `brat`"},
      {"parse good.txt good.txt --format brat", "--format brat: 2 protocols; its offsets belong to one file, name one"},
      {"lint", "see `eligo lint --help`"},
      {"diff good.txt", "see `eligo diff --help`"},
      {"diff good.txt good.txt --format brat", "--format: unknown `brat`; known: `text`, `json`"},
      {"lint good.txt --format html", "--format: unknown `html`; known: `text`, `json`"},
      {"lint good.txt --severity fatal", "--severity: unknown `fatal`; known: `note`, `warning`, `error`"},
      {"lint good.txt --fail-on fatal", "--fail-on: unknown `fatal`; known: `note`, `warning`, `error`"},
      {"parse good.txt --stop-after lunch", "--stop-after: unknown `lunch`; known: `outline`, `parse`, `bind`, `lint`"},
      {"parse good.txt --no-such-option", "see `eligo parse --help`"},
      {"screen --patients data", "--protocol is required"},
      {"screen --protocol good.txt", "--patients is required"},
      {"screen --protocol good.txt --patients data --as-of 2026-02-30", "--as-of: `2026-02-30` is no day"},
      {"screen --protocol good.txt --patients data --anchor birth=2026-02-03", "--anchor: unknown `birth`"},
      {"screen --protocol good.txt --patients data --complete everything", "--complete: unknown `everything`"},
      {"screen --protocol good.txt --patients data --validity soon", "--validity: `soon` is no length of time"},
      {"screen --protocol good.txt --patients data --timezone Mars/Olympus", "--timezone: unknown `Mars/Olympus`"},
      {"screen --protocol good.txt --patients data --format pdf", "--format: unknown `pdf`; known: `text`, `json`, `html`, `csv`"},
      {"screen --protocol good.txt --patients data --terms missing.bin", "missing.bin: "},
      {"screen --protocol good.txt --patients data --terms good.txt", "good.txt: "},
      {"screen --protocol good.txt --patients data --answers missing.jsonl", "missing.jsonl"},
  };
  for (const auto& c : cases) {
    const Ran ran = folder_.Run(c.arguments);
    EXPECT_EQ(ran.status, 2) << c.arguments;
    EXPECT_TRUE(ran.out.empty()) << c.arguments;
    ASSERT_EQ(ran.ErrorLines().size(), 1u) << c.arguments << '\n' << ran.err;
    EXPECT_TRUE(ran.err.starts_with("eligo: ")) << ran.err;
    EXPECT_NE(ran.err.find(c.says), std::string::npos) << c.arguments << '\n' << ran.err;
  }
}

TEST_F(Command, HelpHasExamples) {
  for (const char* arguments : {"--help", "parse --help", "lint --help", "diff --help", "screen --help"}) {
    const Ran ran = folder_.Run(arguments);
    EXPECT_EQ(ran.status, 0);
    EXPECT_NE(ran.out.find("examples:"), std::string::npos);
    EXPECT_TRUE(ran.err.empty());
  }
  EXPECT_TRUE(folder_.Run("--version").out.starts_with("eligo 0."));
}

TEST_F(Command, ScreensInEveryFormat) {
  const Ran json = Screen("--format json");
  ASSERT_EQ(json.status, 0) << json.err;
  EXPECT_TRUE(json.err.empty()) << json.err;
  const auto line = nlohmann::json::parse(json.out);
  EXPECT_EQ(line["patient"], "p1");
  EXPECT_EQ(line["protocol"], "good.txt");
  const std::string overall = line["overall"]["presumed"];
  EXPECT_NE(Screen("--format text").out.find("p1       " + overall), std::string::npos);
  EXPECT_NE(Screen("--format csv").out.find(",p1,2026-06-01," + line["overall"]["strict"].get<std::string>() + ',' + overall + ','),
            std::string::npos);
  EXPECT_NE(Screen("--format html").out.find("<!doctype html>"), std::string::npos);
}

TEST_F(Command, TheSameInputGivesTheSameBytes) {
  for (const char* format : {"text", "json", "csv", "html"}) {
    EXPECT_EQ(Screen(std::string("--format ") + format).out, Screen(std::string("--format ") + format).out) << format;
  }
}

TEST_F(Command, PseudonymsReplaceIds) {
  const Ran ran = Screen("--format json --pseudonymise");
  EXPECT_EQ(ran.out.find("\"p1\""), std::string::npos);
  EXPECT_EQ(ran.out.find("Observation/o1"), std::string::npos);
  EXPECT_NE(ran.out.find("\"P-0001\""), std::string::npos);
}

TEST_F(Command, OutIsWrittenWholeOrNotAtAll) {
  const Ran ran = Screen("--format json --out result.jsonl");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(ran.out.empty());
  EXPECT_EQ(folder_.Read("result.jsonl"), Screen("--format json").out);
  folder_.Write("result.jsonl", "old");
  EXPECT_EQ(folder_.Run("screen --protocol good.txt --patients nobody --format json --out result.jsonl").status, 1);
  EXPECT_EQ(folder_.Read("result.jsonl"), "old");
}

TEST_F(Command, AFullDiskAndAClosedPipeAreErrors) {
  if (std::filesystem::exists("/dev/full")) {
    const Ran full = folder_.Run(std::string(kScreen) + "--format json", "> /dev/full");
    EXPECT_EQ(full.status, 3);
    EXPECT_EQ(full.err, "eligo: standard output: the output is incomplete: no space left on the device\n");
  }
  // The reader is gone before the first byte is written.
  const Ran closed = folder_.Run(std::string(kScreen) + "--format html", "| true");
  if (closed.status != 0) {
    EXPECT_EQ(closed.status, 3);
    EXPECT_EQ(closed.err, "eligo: standard output: the output is incomplete: the reader closed the pipe\n");
  }
  EXPECT_EQ(Screen("--out no/such/folder/x").status, 3);
}

TEST_F(Command, DiagnosticsDoNotChangeTheStatus) {
  folder_.Write("vague.txt", "Inclusion Criteria:\n1. Sufficient frobnication of the whatsit\n");
  const Ran ran = folder_.Run("parse vague.txt --format json");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_FALSE(nlohmann::json::parse(ran.out)["diagnostics"].empty());
}

TEST_F(Command, LintFailsOnlyWhenAsked) {
  folder_.Write("vague.txt", "Inclusion Criteria:\n- Other serious diseases\nExclusion Criteria:\n- Age < 18 years at screening\n");
  const Ran plain = folder_.Run("lint vague.txt");
  EXPECT_EQ(plain.status, 0) << plain.err;
  EXPECT_NE(plain.out.find("vague.txt:2:3: warning: `Other serious diseases`"), std::string::npos) << plain.out;
  EXPECT_NE(plain.out.find("vague.txt: 0 errors, 1 warning, "), std::string::npos) << plain.out;
  EXPECT_EQ(folder_.Run("lint vague.txt --fail-on warning").status, 4);
  EXPECT_EQ(folder_.Run("lint vague.txt --fail-on error").status, 0);
  EXPECT_EQ(folder_.Run("lint vague.txt missing.txt").status, 1);
  const auto json = nlohmann::json::parse(folder_.Run("lint vague.txt --format json").out);
  EXPECT_EQ(json["counts"]["warning"], 1);
  ASSERT_EQ(json["diagnostics"].size(), 1u);
  EXPECT_EQ(json["diagnostics"][0]["criterion"], "inc-1");
  EXPECT_EQ(json["diagnostics"][0]["text"], "Other serious diseases");
}

TEST_F(Command, DiffComparesTwoFiles) {
  std::string text(test::kProtocol);
  text.replace(text.find("85 g/L"), 6, "95 g/L");
  folder_.Write("new.txt", text);
  const Ran ran = folder_.Run("diff good.txt new.txt");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("good.txt -> new.txt\n  1 changed, 2 the same\n"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("changed inc-2: stricter\n"), std::string::npos) << ran.out;
  const auto json = nlohmann::json::parse(folder_.Run("diff good.txt new.txt --format json").out);
  EXPECT_EQ(json["summary"]["changed"], 1);
  EXPECT_EQ(json["criteria"].size(), 3u);
  EXPECT_EQ(json["criteria"][1]["changes"][0]["kind"], "bound");
  EXPECT_EQ(json["criteria"][1]["changes"][0]["old_leaf"], "inc-2.1");
  EXPECT_EQ(folder_.Run("diff good.txt missing.txt").status, 1);
  folder_.Write("empty.txt", "nothing here");
  EXPECT_EQ(folder_.Run("diff good.txt empty.txt").status, 1);
}

TEST_F(Command, StopsAfterAStage) {
  for (const char* stage : {"outline", "parse", "bind"}) {
    const Ran ran = folder_.Run(std::string("parse good.txt --format json --stop-after ") + stage);
    ASSERT_EQ(ran.status, 0) << ran.err;
    const auto json = nlohmann::json::parse(ran.out);
    EXPECT_EQ(json["criteria"].size(), 3u);
    EXPECT_EQ(json["criteria"][0].contains("logic"), std::string(stage) == "bind");
    EXPECT_FALSE(folder_.Run(std::string("parse good.txt --stop-after ") + stage).out.empty());
  }
}

TEST_F(Command, StandardInputAndOrder) {
  folder_.Write("b.txt", test::kProtocol);
  const Ran ran = folder_.Run("parse good.txt - b.txt --format json < b.txt");
  ASSERT_EQ(ran.status, 0) << ran.err;
  std::vector<std::string> paths;
  std::istringstream in(ran.out);
  for (std::string line; std::getline(in, line);) paths.push_back(nlohmann::json::parse(line)["document"]["path"]);
  EXPECT_EQ(paths, (std::vector<std::string>{"good.txt", "-", "b.txt"}));
}

TEST_F(Command, AnswersSettleLeavesAndChangedKeysVoidThem) {
  const auto parsed = nlohmann::json::parse(folder_.Run("parse good.txt --format json").out);
  const auto before = nlohmann::json::parse(Screen("--format json").out);
  ASSERT_EQ(before["criteria"][2]["strict"], "unknown");
  const std::string leaf = before["criteria"][2]["atoms"][0]["leaf"];
  const nlohmann::json answer = {
      {"patient", "p1"},    {"key", parsed["criteria"][2]["key"]}, {"leaf", leaf}, {"value", "true"}, {"by", "dr-m"}, {"on", "2026-05-30"},
      {"reason", "says so"}};
  folder_.Write("answers.jsonl", answer.dump() + "\n\n");
  const Ran ran = Screen("--format json --answers answers.jsonl");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(ran.err.empty()) << ran.err;
  const auto after = nlohmann::json::parse(ran.out);
  EXPECT_EQ(after["criteria"][2]["strict"], "fail");
  EXPECT_EQ(after["overall"]["strict"], "ineligible");
  EXPECT_EQ(after["criteria"][2]["atoms"][0]["evidence"][0]["resource"], "answer");

  nlohmann::json changed = answer;
  changed["key"] = "of an older text";
  folder_.Write("answers.jsonl", changed.dump() + "\n");
  const Ran voided = Screen("--format json --answers answers.jsonl");
  EXPECT_EQ(voided.status, 0);
  EXPECT_EQ(nlohmann::json::parse(voided.out), before);
  EXPECT_NE(voided.err.find("eligo: note: answers.jsonl: answer 1 about `" + leaf + "` is not used: no criterion has its key"),
            std::string::npos)
      << voided.err;

  folder_.Write("answers.jsonl", answer.dump() + "\n{\"patient\":\n");
  const Ran broken = Screen("--format json --answers answers.jsonl");
  EXPECT_EQ(broken.status, 2);
  EXPECT_EQ(broken.err, "eligo: answers.jsonl:2: is no JSON\n");
}

// With an answer that says what the record says already, rejudging changes no verdict of any bundled patient.
TEST_F(Command, RejudgingAgreesWithMatch) {
  const std::string examples = ELIGO_SOURCE_DIR "/examples";
  if (!std::filesystem::exists(examples + "/patients")) GTEST_SKIP() << "no example patients";
  const std::string screen =
      "screen --protocol " + examples + "/protocols --patients " + examples + "/patients --as-of 2026-06-01 --keep-going --format json ";
  std::istringstream parsed(folder_.Run("parse " + examples + "/protocols --format json").out);
  std::map<std::string, std::map<std::string, std::string>> keys;  // protocol -> criterion -> key
  for (std::string line; std::getline(parsed, line);) {
    const auto json = nlohmann::json::parse(line);
    for (const auto& criterion : json["criteria"]) keys[json["document"]["path"]][criterion["id"]] = criterion["key"];
  }
  const std::string plain = folder_.Run(screen).out;
  std::string answers;
  std::istringstream lines(plain);
  for (std::string line; std::getline(lines, line);) {
    const auto json = nlohmann::json::parse(line);
    for (const auto& criterion : json["criteria"]) {
      const auto& atom = criterion["atoms"][0];
      if (atom["holds"] != atom["presumed"] || atom["holds"] == "unknown") continue;
      answers += nlohmann::json{{"patient", json["patient"]},
                                {"key", keys[json["protocol"]][criterion["id"]]},
                                {"leaf", atom["leaf"]},
                                {"value", atom["holds"]}}
                     .dump() +
                 '\n';
      break;
    }
  }
  ASSERT_FALSE(answers.empty());
  folder_.Write("answers.jsonl", answers);
  std::istringstream before(plain);
  std::istringstream after(folder_.Run(screen + "--answers answers.jsonl").out);
  std::string a;
  std::string b;
  while (std::getline(before, a) && std::getline(after, b)) {
    const auto x = nlohmann::json::parse(a);
    const auto y = nlohmann::json::parse(b);
    ASSERT_EQ(x["overall"], y["overall"]) << x["protocol"] << x["patient"];
    for (std::size_t i = 0; i < x["criteria"].size(); ++i) {
      ASSERT_EQ(x["criteria"][i]["strict"], y["criteria"][i]["strict"]) << x["protocol"] << x["patient"] << x["criteria"][i]["id"];
      ASSERT_EQ(x["criteria"][i]["presumed"], y["criteria"][i]["presumed"]);
    }
  }
}

// The bundled answers fit the bundled protocols: one patient enters, two wait for a person.
TEST_F(Command, BundledAnswersMakeCandidates) {
  const std::string examples = ELIGO_SOURCE_DIR "/examples";
  if (!std::filesystem::exists(examples + "/patients")) GTEST_SKIP() << "no example patients";
  const Ran ran = folder_.Run("screen --protocol " + examples + "/protocols/mil62-sle.txt --patients " + examples + "/patients --answers " +
                              examples + "/answers.jsonl --as-of 2026-06-01 --keep-going --format json");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.err.find("answer"), std::string::npos) << ran.err;  // none of them is named as void
  std::map<std::string, int> presumed;
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);) ++presumed[nlohmann::json::parse(line)["overall"]["presumed"]];
  EXPECT_EQ(presumed["eligible"], 1);
  EXPECT_EQ(presumed["candidate"], 2);
}

}  // namespace
}  // namespace eligo::cli
