// `eligo screen` on patients of every format, told apart by content.
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "test/cli/program.h"

namespace eligo::cli {
namespace {

using test::Folder;

class Formats : public testing::Test {
 protected:
  void SetUp() override {
    if (!Folder::Built()) GTEST_SKIP() << Folder::Executable() << " is not built";
  }
  // As Patient p1 of the FHIR bundle, with the number 1.
  static void WriteOmop(const Folder& folder) {
    folder.Write("omop/PERSON.csv", "person_id,gender_concept_id,year_of_birth,month_of_birth,day_of_birth\n1,8532,1980,5,5\n");
    folder.Write("omop/MEASUREMENT.csv",
                 "measurement_id,person_id,measurement_concept_id,measurement_date,value_as_number,unit_source_value,"
                 "measurement_source_value\n1,1,0,2026-05-20,120,g/L,718-7\n");
  }
  static constexpr const char* kScreen = "screen --protocol good.txt --as-of 2026-06-01 --format json --patients ";
};

// The verdicts: what stands from "overall" to the criteria's first evidence.
std::string Overall(const std::string& json) {
  const std::size_t from = json.find("\"overall\"");
  return from == std::string::npos ? "none" : json.substr(from, json.find('}', from) - from);
}

TEST_F(Formats, OmopGivesTheVerdictsOfFhir) {
  Folder folder;
  folder.Write("good.txt", test::kProtocol);
  folder.Write("data/good.json", test::GoodBundle());
  WriteOmop(folder);
  const test::Ran fhir = folder.Run(std::string(kScreen) + "data");
  const test::Ran omop = folder.Run(std::string(kScreen) + "omop");
  EXPECT_EQ(omop.status, 0) << omop.err;
  EXPECT_NE(Overall(omop.out), "none");
  EXPECT_EQ(Overall(omop.out), Overall(fhir.out));
  EXPECT_NE(omop.out.find("by source value LOINC 718-7"), std::string::npos) << omop.out;
  EXPECT_NE(omop.err.find("note: omop: there is no table condition_occurrence, "), std::string::npos) << omop.err;
  const test::Ran hidden = folder.Run(std::string(kScreen) + "omop --pseudonymise");
  EXPECT_NE(hidden.out.find("measurement/R-0001"), std::string::npos) << hidden.out;
}

TEST_F(Formats, ARowThatCannotBeReadIsCounted) {
  Folder folder;
  folder.Write("good.txt", test::kProtocol);
  WriteOmop(folder);
  folder.Write("omop/DEATH.csv", "person_id,death_date\n7,2020-01-01\n");
  const test::Ran ran = folder.Run(std::string(kScreen) + "omop");
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.err.find("omop/DEATH.csv:2: death: person_id: names no row of PERSON; row skipped"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("not read: 1 row\n"), std::string::npos) << ran.err;
}

TEST_F(Formats, WithoutDuckDbOneLineSaysSo) {
  Folder folder;
  folder.Write("good.txt", test::kProtocol);
  folder.Write("omop/person.parquet", "PAR1");
  const char* before = std::getenv("ELIGO_DUCKDB");  // NOLINT(concurrency-mt-unsafe): one thread
  const std::string kept = before == nullptr ? "" : before;
  setenv("ELIGO_DUCKDB", "/none", 1);  // NOLINT(concurrency-mt-unsafe): one thread
  const test::Ran ran = folder.Run(std::string(kScreen) + "omop");
  if (before == nullptr) {
    unsetenv("ELIGO_DUCKDB");  // NOLINT(concurrency-mt-unsafe): one thread
  } else {
    setenv("ELIGO_DUCKDB", kept.c_str(), 1);  // NOLINT(concurrency-mt-unsafe): one thread
  }
  EXPECT_EQ(ran.status, 1);
  EXPECT_TRUE(ran.out.empty());
  std::size_t lines = 0;
  for (const std::string& line : ran.ErrorLines()) {
    if (line.starts_with("eligo: note: ")) continue;
    ++lines;
    EXPECT_TRUE(line.starts_with("eligo: omop/person.parquet: ")) << line;
    EXPECT_NE(line.find("DuckDB"), std::string::npos) << line;
    EXPECT_NE(line.find("tools/setup"), std::string::npos) << line;
  }
  EXPECT_EQ(lines, 1U) << ran.err;
}

}  // namespace
}  // namespace eligo::cli
