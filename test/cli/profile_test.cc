// `eligo profile`: the same for every way to the data, nothing of a patient in it, what it refuses.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tables/database.h"
#include "test/cli/refusals.h"

namespace eligo::cli {
namespace {

using test::Folder;
using test::Ran;
using Json = nlohmann::json;

class ProfileCommand : public testing::Test {
 protected:
  void SetUp() override {
    if (!Folder::Built()) GTEST_SKIP() << Folder::Executable() << " is not built";
    folder_.Write("p.txt", test::kProtocol);
    std::string lines;
    for (int i = 0; i < 40; ++i) {
      const std::string id = "p" + std::to_string(i);
      lines += R"({"resourceType":"Patient","id":")" + id + R"(","gender":"female","birthDate":"1980-05-05"})" + "\n";
      // 25 have hemoglobin, 20 a local code, 15 a test without a code; one has a code and a unit of its own.
      if (i < 25) lines += Observation(id, R"({"system":"http://loinc.org","code":"718-7"})", "", "120", i == 0 ? "SECRET" : "g/L");
      if (i < 20) lines += Observation(id, R"({"system":"urn:lab","code":"XHB","display":"X of blood"})", "", "1", "g/L");
      if (i < 15) lines += Observation(id, "", "Walking far", "300", "m");
      if (i == 3) lines += Observation(id, R"({"system":"urn:lab","code":"SECRET"})", "SECRET", "1", "g/L");
    }
    folder_.Write("data.ndjson", lines);
  }

  static std::string Observation(const std::string& patient, const std::string& coding, const std::string& text, const std::string& value,
                                 const std::string& unit) {
    static int number = 0;
    return R"({"resourceType":"Observation","id":"o)" + std::to_string(++number) + R"(","status":"final","code":{)" +
           (coding.empty() ? "" : R"("coding":[)" + coding + "],") + R"("text":")" + text + R"("},"subject":{"reference":"Patient/)" +
           patient + R"("},"effectiveDateTime":"2026-05-20","valueQuantity":{"value":)" + value + R"(,"unit":")" + unit + "\"}}\n";
  }

  std::string Profile(const std::string& data, const std::string& more = "") {
    const Ran ran = folder_.Run("profile " + data + " --protocol p.txt --as-of 2026-06-01 --keep-going " + more);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return ran.out;
  }
  Folder folder_;
};

TEST_F(ProfileCommand, TellsWhatTheRecordsHold) {
  const Json json = Json::parse(Profile("data.ndjson", "--format json"));
  EXPECT_EQ(json["patients"], 40);
  const Json& hemoglobin = json["protocols"][0]["criteria"][1]["leaves"][0];
  EXPECT_EQ(hemoglobin["concept"], "hemoglobin");
  // 24 can be used, 25 with a number: their difference is one patient.
  EXPECT_EQ(hemoglobin["patients"], 24);
  EXPECT_EQ(hemoglobin["unusable"]["patients"], "<10");
  EXPECT_EQ(hemoglobin["with_number"]["patients"], ">=24");
  EXPECT_EQ(hemoglobin["newest"]["days"], Json({12, 12, 12}));
  EXPECT_EQ(hemoglobin["units"].size(), 1u);
  EXPECT_EQ(hemoglobin["hidden_units"], 1);
  const Json& rituximab = json["protocols"][0]["criteria"][2]["leaves"][0];
  EXPECT_EQ(rituximab["nothing"], "no fact of rituximab in these records");
  const Json& unknown = json["unknown_codes"];
  ASSERT_EQ(unknown["lines"].size(), 3u);
  EXPECT_EQ(unknown["lines"][0]["name"], "X of blood");
  EXPECT_EQ(unknown["lines"][0]["patients"], 20);
  EXPECT_EQ(unknown["lines"][0]["records"], 20);
  EXPECT_EQ(unknown["lines"][1]["code"], "result without a code");
  EXPECT_EQ(unknown["lines"][2]["name"], "Walking far");
  EXPECT_EQ(unknown["hidden"], 1);
}

TEST_F(ProfileCommand, ShowsNothingOfAPatient) {
  for (const char* format : {"text", "json"}) {
    const std::string out = Profile("data.ndjson", std::string("--format ") + format);
    EXPECT_EQ(out.find("SECRET"), std::string::npos) << out;
    EXPECT_EQ(out.find("Observation"), std::string::npos);
    EXPECT_EQ(out.find("p1\""), std::string::npos);
    EXPECT_EQ(out, Profile("--patients data.ndjson", std::string("--format ") + format));
  }
  EXPECT_NE(Profile("data.ndjson", "--suppress 1").find("SECRET"), std::string::npos);
}

TEST_F(ProfileCommand, TakesSeveralProtocolsAsScreeningDoes) {
  folder_.Write("q.txt", "Inclusion Criteria:\n1. Platelets >= 100 x 10^9/L\n");
  const Json json = Json::parse(Profile("data.ndjson", "--format json"));
  for (const char* arguments : {"data.ndjson --protocol p.txt q.txt", "--protocol p.txt q.txt --patients data.ndjson",
                                "--protocol p.txt --protocol q.txt --patients data.ndjson", "--protocol p.txt q.txt data.ndjson"}) {
    const Ran ran = folder_.Run(std::string("profile --as-of 2026-06-01 --keep-going --format json ") + arguments);
    ASSERT_EQ(ran.status, 0) << arguments << ran.err;
    const Json both = Json::parse(ran.out);
    ASSERT_EQ(both["protocols"].size(), 2u) << arguments;
    EXPECT_EQ(both["protocols"][0], json["protocols"][0]);
  }
}

TEST_F(ProfileCommand, AStoreAndAnotherFormatTellTheSame) {
  if (!tables::Database::Open().ok()) GTEST_SKIP() << "no DuckDB";
  ASSERT_EQ(folder_.Run("ingest data.ndjson --out s --keep-going").status, 0);
  EXPECT_EQ(Profile("s"), Profile("data.ndjson"));
  EXPECT_EQ(Profile("s", "--format json --suppress 3"), Profile("data.ndjson", "--format json --suppress 3"));
}

TEST_F(ProfileCommand, ExamplesStayWithin100Columns) {
  const std::string source = ELIGO_SOURCE_DIR;
  const Ran ran = folder_.Run("profile --protocol '" + source + "/examples/protocols' --patients '" + source +
                              "/examples/patients' --as-of 2026-06-01 --keep-going");
  ASSERT_EQ(ran.status, 0) << ran.err;
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);) {
    std::size_t width = 0;
    for (const char c : line) width += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    EXPECT_LE(width, 100u) << line;
  }
  EXPECT_NE(ran.out.find("\nWhat no concept is known for\n"), std::string::npos);
}

TEST_F(ProfileCommand, ErrorsAreOneLine) {
  folder_.Write("empty.ndjson", "\n");
  test::ExpectRefusals(
      folder_, "profile",
      {
          {"data.ndjson", 2, "--protocol is required; see `eligo profile --help`"},
          {"--protocol p.txt", 2, "--patients is required; see `eligo profile --help`"},
          {"data.ndjson --protocol p.txt --suppress 0", 2, "--suppress: `0`; write how many patients a count must have to be shown"},
          {"data.ndjson --protocol p.txt --format html", 2, "html"},
          {"data.ndjson --protocol p.txt --as-of 2026-02-30", 2, "--as-of: "},
          {"--protocol p.txt absent", 1, "absent: "},
          {"data.ndjson --protocol p.txt --out no/where", 3, "no/where: "},
      });
}

}  // namespace
}  // namespace eligo::cli
