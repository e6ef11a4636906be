// `eligo screen --record` and `--since`: the record of a run, and what changed since.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "test/cli/refusals.h"

namespace eligo::cli {
namespace {

using test::Folder;
using test::Ran;
using Json = nlohmann::json;

constexpr const char* kScreen = "screen --protocol p.txt --patients data --as-of 2026-06-01 ";

std::string Patient(const std::string& id, const std::string& hemoglobin, const std::string& day) {
  return test::Bundle({R"({"resource":{"resourceType":"Patient","id":")" + id + R"(","gender":"female","birthDate":"1980-05-05"}})",
                       test::Hemoglobin(R"("subject":{"reference":"Patient/)" + id + R"("},"effectiveDateTime":")" + day +
                                        R"(","valueQuantity":{"value":)" + hemoglobin + R"(,"unit":"g/L","code":"g/L"})")});
}

class RunCommand : public testing::Test {
 protected:
  void SetUp() override {
    if (!Folder::Built()) GTEST_SKIP() << Folder::Executable() << " is not built";
    folder_.Write("p.txt", test::kProtocol);
    folder_.Write("data/a.json", Patient("a", "120", "2026-05-20"));
    folder_.Write("data/b.json", Patient("b", "80", "2026-05-20"));
    folder_.Write("data/c.json", Patient("c", "97531", "2026-05-20"));
  }
  // The patients of a day later: b has better blood, c is gone, d is new.
  void Tomorrow() const {
    folder_.Write("data/b.json", Patient("b", "90", "2026-05-30"));
    std::filesystem::remove(folder_.path() / "data/c.json");
    folder_.Write("data/d.json", Patient("d", "70", "2026-05-30"));
  }
  Ran Screen(const std::string& more) const { return folder_.Run(kScreen + more); }
  std::vector<std::string> Lines(const std::string& name) const {
    std::vector<std::string> lines;
    std::istringstream text(folder_.Read(name));
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
  }
  Folder folder_;
};

TEST_F(RunCommand, TheRecordRepeatsTheResult) {
  for (const std::string format : {"text", "json", "csv", "html"}) {
    const Ran plain = Screen("--format " + format);
    const Ran recorded = Screen("--format " + format + " --record " + format + ".run");
    ASSERT_EQ(recorded.status, 0) << recorded.err;
    EXPECT_EQ(recorded.out, plain.out) << "a record changes nothing of the result";
    const std::vector<std::string> lines = Lines(format + ".run");
    ASSERT_EQ(lines.size(), 5u);
    const Json end = Json::parse(lines.back());
    EXPECT_EQ(end["result"]["format"], format);
    EXPECT_EQ(end["result"]["sha256"], Sha256Of(plain.out));
    EXPECT_EQ(end["verdicts"], 3);
  }
  // The outcomes do not depend on the format, and the same run gives the same bytes.
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(Lines("text.run")[i], Lines("json.run")[i]);
    EXPECT_EQ(Lines("html.run")[i], Lines("csv.run")[i]);
    EXPECT_EQ(Lines("html.run")[i], Lines("text.run")[i]);
  }
  const std::string once = folder_.Read("json.run");
  Screen("--format json --record json.run");
  EXPECT_EQ(folder_.Read("json.run"), once);
  EXPECT_EQ(once.find("97531"), std::string::npos) << "no value of a record";
}

TEST_F(RunCommand, TheHeadSaysWhatTheRunDependsOn) {
  folder_.Write("answers.jsonl", "");
  Screen("--anchor first_dose=2026-06-15 --complete drug --validity P60D --timezone +02:00 --answers answers.jsonl --record r.run");
  const Json head = Json::parse(Lines("r.run").front());
  EXPECT_EQ(head["as_of"], "2026-06-01");
  EXPECT_EQ(head["anchors"]["first_dose"], "2026-06-15");
  EXPECT_EQ(head["complete"], Json::array({"drug"}));
  EXPECT_EQ(head["validity"], "P60D");
  EXPECT_EQ(head["timezone"], "+02:00");
  EXPECT_EQ(head["answers"]["sha256"], Sha256Of(""));
  EXPECT_EQ(head["data"]["files"], 3);
  const std::string one_line = Screen("--format json").out;
  const Json line = Json::parse(one_line.substr(0, one_line.find('\n')));
  EXPECT_EQ(head["terms"], line["terms"]);
  EXPECT_EQ(head["eligo"], line["eligo"]);
  EXPECT_EQ(head["protocols"][0]["hash"], line["protocol_hash"]);
}

TEST_F(RunCommand, SinceTellsWhoChangedAndWhy) {
  Screen("--record monday.run --format json");
  Tomorrow();
  const Ran since = Screen("--since monday.run --record tuesday.run");
  ASSERT_EQ(since.status, 0) << since.err;
  EXPECT_EQ(since.out,
            "since the run as of 2026-06-01: other data\n"
            "\n"
            "p  (p.txt)\n"
            "==========\n"
            "\n"
            "  1 newly eligible, 1 new, 1 gone, 1 the same\n"
            "\n"
            "newly eligible\n"
            "  b: ineligible -> eligible, strict ineligible -> undetermined\n"
            "    inc-2: fail -> pass: Hemoglobin 90 g/L on 2026-05-30 is at least 85 g/L.\n"
            "\n"
            "new: not judged before\n"
            "  d: ineligible, strict ineligible\n"
            "    inc-2: fail: Hemoglobin 70 g/L on 2026-05-30 is below 85 g/L.\n"
            "\n"
            "gone: not judged any more\n"
            "  c: was eligible, strict undetermined\n"
            "\n"
            "eligo proposes; people enrol.\n");
  // The record beside it is that of the run itself.
  Screen("--record plain.run");
  std::vector<std::string> beside = Lines("tuesday.run");
  std::vector<std::string> plain = Lines("plain.run");
  beside.pop_back();
  plain.pop_back();
  EXPECT_EQ(beside, plain);
  // And from it on nothing changed.
  EXPECT_EQ(
      Screen("--since tuesday.run").out,
      "since the run as of 2026-06-01: nothing differs, neither engine, terms, settings, data nor protocols\n\np  (p.txt)\n==========\n\n"
      "  3 the same\n\neligo proposes; people enrol.\n");
}

TEST_F(RunCommand, SinceAsLines) {
  Screen("--record monday.run");
  Tomorrow();
  const Ran since = Screen("--since monday.run --format json --as-of 2026-06-02");
  ASSERT_EQ(since.status, 2) << "an option given twice";
  const Ran later = folder_.Run("screen --protocol p.txt --patients data --as-of 2026-06-02 --since monday.run --format json");
  ASSERT_EQ(later.status, 0) << later.err;
  std::vector<Json> lines;
  std::istringstream text(later.out);
  for (std::string line; std::getline(text, line);) lines.push_back(Json::parse(line));
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[0]["differs"], Json::array({"as of", "data"}));
  EXPECT_EQ(lines[0]["before"]["as_of"], "2026-06-01");
  EXPECT_EQ(lines[0]["now"]["as_of"], "2026-06-02");
  EXPECT_EQ(lines[1]["patient"], "b");
  EXPECT_EQ(lines[1]["change"], "newly_eligible");
  EXPECT_EQ(lines[1]["protocol"], "p.txt");
  EXPECT_TRUE(lines[1]["cohort"].is_null());
  EXPECT_EQ(lines[1]["criteria"][0]["id"], "inc-2");
  EXPECT_EQ(lines[2]["patient"], "c");
  EXPECT_EQ(lines[2]["change"], "gone");
  EXPECT_EQ(lines[3]["patient"], "d");
  EXPECT_EQ(lines[3]["change"], "new");
}

// A criterion that comes first renumbers the others: each is known by its words.
TEST_F(RunCommand, SinceAnotherTextOfTheProtocol) {
  Screen("--record monday.run");
  folder_.Write(
      "p.txt",
      "Inclusion Criteria:\n1. Platelet count >= 50 x 10^9/L\n2. Age >= 18 years\n3. Hemoglobin >= 75 g/L\n\nExclusion Criteria:\n"
      "1. Rituximab within 9 months before first dose\n");
  const Ran since = Screen("--since monday.run");
  ASSERT_EQ(since.status, 0) << since.err;
  EXPECT_TRUE(since.out.starts_with(
      "since the run as of 2026-06-01: other text or logic of p.txt, where criteria are matched by their\n  words, then by their number\n"))
      << since.out;
  EXPECT_NE(since.out.find("\nnewly undetermined\n"
                           "  a: eligible -> undetermined\n"
                           "    inc-1 (added): not asked -> unknown: No platelet count result on record; needed: platelet count\n"),
            std::string::npos)
      << since.out;
}

TEST_F(RunCommand, WhatCannotBeComparedIsOneLine) {
  Screen("--record monday.run");
  Screen("--record secret.run --pseudonymise");
  EXPECT_EQ(folder_.Read("secret.run").find("\"patient\":\"a\""), std::string::npos);
  EXPECT_NE(folder_.Read("secret.run").find("\"patient\":\"P-0001\""), std::string::npos);
  std::string record = folder_.Read("monday.run");
  folder_.Write("cut.run", record.substr(0, record.size() - 40));
  record.replace(record.find("\"ineligible\""), 12, "\"candidate\"");
  folder_.Write("changed.run", record);
  record.replace(record.find("{\"eligo_run\":1"), 14, "{\"eligo_run\":9");
  folder_.Write("newer.run", record);
  folder_.Write("q.txt", test::kProtocol);
  test::ExpectRefusals(
      folder_, "screen --patients data --as-of 2026-06-01",
      {
          {"--protocol p.txt --since absent.run", 2, "absent.run: cannot be opened"},
          {"--protocol p.txt --since p.txt", 2, "p.txt: is no record of a run"},
          {"--protocol p.txt --since cut.run", 2, "cut.run: is damaged or cut short; record a new run"},
          {"--protocol p.txt --since changed.run", 2, "changed.run: is damaged or cut short; record a new run"},
          {"--protocol p.txt --since newer.run", 2, "newer.run: is a record of version 9, this eligo reads 1"},
          {"--protocol p.txt --since secret.run", 2, "secret.run: holds pseudonyms"},
          {"--protocol q.txt --since monday.run", 2, "monday.run: was of other protocols: p.txt, now q.txt; "},
          {"--protocol p.txt q.txt --since monday.run", 2, "monday.run: was of other protocols: p.txt, now p.txt, q.txt; "},
          {"--protocol p.txt --since monday.run --pseudonymise", 2, "--since and --pseudonymise: "},
          {"--protocol p.txt --since monday.run --format csv", 2, "--since prints text or json; leave --format csv out"},
          {"--protocol p.txt --record x --out x", 2, "--out and --record name one file; name two"},
          {"--protocol p.txt --record x --out ./x", 2, "--out and --record name one file; name two"},
          {"--protocol p.txt --record ./p.txt", 2, "--record and --protocol name one file; name two"},
          {"--protocol p.txt --record no/where", 3, "no/where: "},
      });
}

TEST_F(RunCommand, ARunThatFailsLeavesTheOldRecord) {
  folder_.Write("r.run", "old");
  EXPECT_EQ(folder_.Run("screen --protocol p.txt --patients nobody --record r.run").status, 1);
  EXPECT_EQ(folder_.Read("r.run"), "old");
  // A record that replaces the one it is compared with.
  Screen("--record r.run");
  Tomorrow();
  EXPECT_NE(Screen("--since r.run --record r.run").out.find("1 newly eligible"), std::string::npos);
  EXPECT_NE(Screen("--since r.run").out.find("3 the same"), std::string::npos);
}

TEST_F(RunCommand, WhatWasNotReadStandsInTheRecord) {
  folder_.Write("data/broken.json", "{");
  const Ran ran = Screen("--record r.run");
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(Json::parse(Lines("r.run").front())["not_read"], Json::parse(R"({"protocols":0,"files":1,"resources":0})"));
  EXPECT_NE(Screen("--since r.run").out.find("not everything was read then; not everything was read now"), std::string::npos);
}

}  // namespace
}  // namespace eligo::cli
