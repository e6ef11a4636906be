// MEDS: codes, floats, events, shards. Those that read Parquet are skipped without DuckDB.
#include "readers/meds.h"

#include "readers/patients.h"
#include "tables/database.h"
#include "test/readers/omop_world.h"

namespace eligo::readers {
namespace {

class Meds : public OmopWorldTest {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_ / "in");
    std::filesystem::create_directories(folder_ / "in" / "data" / "train");
    auto opened = tables::Database::Open();
    if (!opened.ok()) GTEST_SKIP() << opened.error();
    database_ = std::make_unique<tables::Database>(std::move(*opened));
  }
  void Run(const std::string& sql) {
    const auto done = database_->Run(sql);
    EXPECT_TRUE(done.ok()) << sql << ": " << done.error();
  }
  // Events as SQL rows of subject, time, code, number, text and whatever `more` names.
  void Shard(const std::string& name, const std::string& values, const std::string& more = "") {
    const std::string columns = "subject_id, time, code, numeric_value, text_value" + more;
    Run("COPY (SELECT * REPLACE (subject_id::BIGINT AS subject_id, time::TIMESTAMP AS time, code::VARCHAR AS code, "
        "numeric_value::FLOAT AS numeric_value, text_value::VARCHAR AS text_value) FROM (VALUES " +
        values + ") t(" + columns + ")) TO " + tables::Quoted((In() / "data" / name).string()) + " (FORMAT parquet)");
  }
  std::string ReadAll() {
    const auto records = ReadPatients(In().string(), Terms(), {}, report_);
    EXPECT_TRUE(records.ok()) << records.error();
    return records.ok() ? Print(*records) : "";
  }

  std::unique_ptr<tables::Database> database_;
};

TEST(MedsCode, Parts) {
  const auto parts = [](std::string_view code) {
    const MedsCode split = SplitMedsCode(code);
    return split.prefix + "|" + split.system + "|" + split.rest + "|" + split.unit;
  };
  EXPECT_EQ(parts("LOINC//718-7"), "LOINC|LOINC|718-7|");
  EXPECT_EQ(parts("LOINC//718-7//g/dL"), "LOINC|LOINC|718-7|g/dL");
  EXPECT_EQ(parts("LOINC/718-7"), "LOINC|LOINC|718-7|");
  EXPECT_EQ(parts("RXNORM//8640"), "RXNORM|RxNorm|8640|");
  EXPECT_EQ(parts("icd10cm//m32.14"), "icd10cm|ICD10CM|M32.14|");
  EXPECT_EQ(parts("SNOMEDCT_US/55464009"), "SNOMEDCT_US|SNOMED|55464009|");
  EXPECT_EQ(parts("LAB//Creatinine//mg/dL"), "LAB||Creatinine|mg/dL");
  EXPECT_EQ(parts("LAB//Creatinine//START"), "LAB||Creatinine|");
  EXPECT_EQ(parts("Gender/F"), "Gender||F|");
  EXPECT_EQ(parts("protein/creatinine ratio"), "||protein/creatinine ratio|");
  EXPECT_EQ(parts("MEDS_BIRTH"), "||MEDS_BIRTH|");
}

TEST(MedsFloat, SixDigitsAreWhatWasWrittenMoreAreAnInterval) {
  const auto number = [](std::string_view text) {
    const auto read = NumberOfFloat(text);
    if (!read) return std::string("none");
    return read->exact() ? Text(read->low) : Text(read->low) + " to " + Text(read->high);
  };
  EXPECT_EQ(number("0.1"), "0.1");
  EXPECT_EQ(number("8.0"), "8");
  EXPECT_EQ(number("123456.0"), "123456");
  EXPECT_EQ(number("1e-05"), "0.00001");
  EXPECT_EQ(number("16777216.0"), "16777215.5 to 16777217");
  EXPECT_EQ(number("0.33333334"), "0.33333332836627960205078125 to 0.33333335816860198974609375");
  EXPECT_EQ(number("nan"), "none");
  EXPECT_EQ(number("inf"), "none");
}

TEST_F(Meds, Subjects) {
  Shard("train/0.parquet",
        "(1, '1980-02-29', 'MEDS_BIRTH', NULL, NULL), (1, NULL, 'GENDER//F', NULL, NULL), (1, NULL, 'RACE//x', NULL, NULL), "
        "(2, '1970-01-01 00:00:00', 'SNOMED/3950001', NULL, NULL), (2, NULL, 'Gender/M', NULL, NULL), "
        "(2, '2020-05-01 08:00:00', 'MEDS_DEATH', NULL, NULL)");
  const auto records = ReadPatients(In().string(), Terms(), {}, report_);
  ASSERT_TRUE(records.ok()) << records.error();
  std::string out;
  for (const records::Patient& p : records->patients())
    out +=
        p.id + " " + std::to_string(static_cast<int>(p.gender)) + " " + Day(p.birth) + (p.deceased ? " dead " + Day(p.death) : "") + "\n";
  EXPECT_EQ(out, "1 1 1980-02-29\n2 2 1970-01-01 dead 2020-05-01\n");
  EXPECT_EQ(Lines(), "");
}

TEST_F(Meds, EventsOfEachKind) {
  Shard("train/0.parquet",
        "(1, '2020-01-01', 'ICD10CM//M32.19', NULL, NULL), (1, '2020-01-02', 'RxNorm//8640', NULL, NULL), "
        "(1, '2020-01-03', 'CVX//03', NULL, NULL), (1, '2020-01-04', 'PROCEDURE//plasma exchange', NULL, NULL), "
        "(1, '2020-01-05 08:30:00', 'LOINC//2160-0//mg/dL', 1.1, NULL), (1, '2020-01-06', 'LAB//Creatinine//umol/L', 97, NULL), "
        "(1, '2020-01-07', 'LOINC/8061-4', NULL, '1:160'), (1, '2020-01-08', 'LOINC//5195-3', NULL, 'negative'), "
        "(1, '2020-01-09', 'LOINC//2160-0', NULL, NULL), (1, '2020-01-10', 'MEDICATION//prednisone 5 MG Oral Tablet', NULL, NULL), "
        "(1, '2020-01-11', 'NOTE//a private note', NULL, 'text')");
  EXPECT_EQ(ReadAll(),
            "1 ana 2020-01-07 that day = 160 `1:160`, code LOINC 8061-4\n"
            "1 creatinine 2020-01-05 that day minute 510 = 1.1 mg/dL, code LOINC 2160-0\n"
            "1 creatinine 2020-01-06 that day = 97 umol/L, name\n"
            "1 hbsag 2020-01-08 that day negative `negative`, code LOINC 5195-3\n"
            "1 mmr_vaccine 2020-01-03 that day immunization, code CVX 03\n"
            "1 plasma_exchange 2020-01-04 that day, name\n"
            "1 prednisone 2020-01-02 dispense, code RxNorm 8640\n"
            "1 prednisone 2020-01-10 dispense, name\n"
            "1 sle 2020-01-01 ongoing, hierarchy ICD10CM M32.19 under M32\n");
  EXPECT_EQ(Lines(), "");
}

TEST_F(Meds, ColumnsBeyondTheStandard) {
  Shard("0.parquet",
        "(1, '2020-01-01', 'ICD10CM//M32', NULL, NULL, NULL, TIMESTAMP '2020-02-01', NULL), "
        "(1, '2020-01-02', 'RxNorm//8640', NULL, NULL, NULL, TIMESTAMP '2020-02-01', NULL), "
        "(1, '2020-01-03', 'LOINC//2160-0', 0.33333334, NULL, 'mg/dL', NULL, '0.3333333')",
        ", unit, \"end\", eligo_value");
  EXPECT_EQ(ReadAll(),
            "1 creatinine 2020-01-03 that day = 0.3333333 mg/dL, code LOINC 2160-0\n"
            "1 prednisone 2020-01-02..2020-02-01 dispense, code RxNorm 8640\n"
            "1 sle 2020-01-01..2020-02-01 inactive, code ICD10CM M32\n");
}

TEST_F(Meds, ParentsAndDescriptionsOfCodes) {
  Shard("0.parquet", "(1, '2020-01-01', 'LAB//50912//mg/dL', 1.5, NULL), (1, '2020-01-02', 'DX//7', NULL, NULL)");
  std::filesystem::create_directories(In() / "metadata");
  Run("COPY (SELECT * FROM (VALUES ('LAB//50912//mg/dL', NULL, ['LOINC/2160-0']), ('DX//7', 'systemic lupus erythematosus', NULL)) "
      "t(code, description, parent_codes)) TO " +
      tables::Quoted((In() / "metadata/codes.parquet").string()) + " (FORMAT parquet)");
  EXPECT_EQ(ReadAll(),
            "1 creatinine 2020-01-01 that day = 1.5 mg/dL, hierarchy LAB 50912 under LOINC 2160-0\n"
            "1 sle 2020-01-02 ongoing, name\n");
}

TEST_F(Meds, SubjectsMayStandInSeveralShards) {
  Shard("0.parquet", "(1, '2020-01-02', 'ICD10CM//M32', NULL, NULL)");
  Shard("train/1.parquet", "(1, '2020-01-01', 'ICD10CM//M32', NULL, NULL), (2, '2020-01-01', 'ICD10CM//M32', NULL, NULL)");
  const auto records = ReadPatients(In().string(), Terms(), {}, report_);
  ASSERT_TRUE(records.ok()) << records.error();
  const auto rows = records->Rows(*Terms().Find("sle"), 0);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(records->Text(rows[0].source), "train/1:1");
  EXPECT_EQ(records->Text(rows[1].source), "0:1");
  EXPECT_EQ(records->patients().size(), 2U);
}

TEST_F(Meds, WhatIsWrongIsToldWithoutAValue) {
  Shard("0.parquet",
        "(1, '2020-01-01', 'ICD10CM//M32', NULL, NULL, TIMESTAMP '2019-01-01'), (NULL, '2020-01-01', 'ICD10CM//M32', NULL, NULL, NULL), "
        "(1, '2020-01-01', NULL, NULL, NULL, NULL), (1, '1980-01-02', 'MEDS_BIRTH', NULL, NULL, NULL), "
        "(1, '1980-01-03', 'MEDS_BIRTH', NULL, NULL, NULL), (1, '2020-01-01', 'LOINC//2160-0//mg/dlx', 3, NULL, NULL)",
        ", \"end\"");
  ReadAll();
  const std::string at = (In() / "data/0.parquet").string() + ": row ";
  EXPECT_EQ(Lines(), at + "1: end: lies before time; event skipped\n" + at + "2: subject_id: is missing; event skipped\n" + at +
                         "3: code: is missing; event skipped\n" + at + "5: subject/1: time: is another birth; the first is kept\n");
  Run("COPY (SELECT 1 AS subject_id, 'x' AS code) TO " + tables::Quoted((In() / "data/1.parquet").string()) + " (FORMAT parquet)");
  auto refused = ReadPatients(In().string(), Terms(), {}, report_);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error(), (In() / "data/1.parquet").string() + ": has no column time; see docs/meds.md");
  std::filesystem::resize_file(In() / "data/1.parquet", 100);
  refused = ReadPatients(In().string(), Terms(), {}, report_);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error(),
            (In() / "data/1.parquet").string() + ": cannot be read or written, is damaged, cut short or of another format");
}

}  // namespace
}  // namespace eligo::readers
