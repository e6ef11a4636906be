// Folders, formats and what is wrong with them. Messages hold no values.
#include <memory>
#include <random>

#include "readers/patients.h"
#include "readers/record_sink.h"
#include "tables/database.h"
#include "test/readers/omop_world.h"

namespace eligo::readers {
namespace {

class OmopInputTest : public OmopWorldTest {
 protected:
  std::string At(const std::string& table, int line) const { return (In() / (table + ".csv")).string() + ":" + std::to_string(line); }
};

TEST_F(OmopInputTest, IsToldFromFhirByContent) {
  EXPECT_TRUE(IsOmop(Folder()));
  Remove("PERSON");
  Table("person.extra", "person_id\n1\n");
  EXPECT_TRUE(IsOmop(Folder()));
  Remove("person.extra");
  EXPECT_FALSE(IsOmop(Folder()));
  Write("Patient.ndjson", R"({"resourceType":"Patient","id":"p1","gender":"female","birthDate":"1980-05-20"})");
  EXPECT_FALSE(IsOmop(Folder()));
  const auto records = ReadPatients(Folder(), Terms(), {}, report_);
  ASSERT_TRUE(records.ok()) << records.error();
  EXPECT_EQ(records->patients()[0].id, "p1");
}

TEST_F(OmopInputTest, TablesAndColumnsThatMustBeThere) {
  Table("PERSON", "gender_concept_id\n8532\n");
  EXPECT_EQ(Refused(), Folder() + ": person has no column person_id; see docs/omop.md");
  Table("PERSON", "person_id\n");
  EXPECT_EQ(Refused(), Folder() + ": PERSON holds no person");
  Table("PERSON", "");
  EXPECT_EQ(Refused(), At("PERSON", 0).substr(0, At("PERSON", 0).size() - 2) + ": has no header; the first line must name the columns");
  Table("PERSON", "person_id\n1\n");
  Table("MEASUREMENT", "measurement_id,person_id,measurement_date\n1,1,2020-01-01\n");
  EXPECT_EQ(Refused(),
            Folder() + ": measurement has no column measurement_concept_id and no column measurement_source_value; see docs/omop.md");
  Table("MEASUREMENT", "measurement_id,person_id,measurement_concept_id\n1,1,301\n");
  EXPECT_EQ(Refused(), Folder() + ": measurement has no column measurement_date and no column measurement_datetime; see docs/omop.md");
  Table("MEASUREMENT", "\"measurement_id,person_id\n");
  EXPECT_EQ(Refused(), (In() / "MEASUREMENT.csv").string() + ": has a header whose quotes do not close");
  Table("MEASUREMENT", "\xFF\xFEm");
  EXPECT_EQ(Refused(), (In() / "MEASUREMENT.csv").string() + ": is UTF-16; save it as UTF-8");
  Remove("MEASUREMENT");
  Table("CONCEPT", "concept_id\n1\n");
  EXPECT_EQ(Refused(), Folder() + ": concept: has no column vocabulary_id");
  Write("person.csv.gz", "person_id\n1\n");
  EXPECT_EQ(Refused(),
            (In() / "person.csv.gz").string() + ": holds the same table as " + (In() / "PERSON.csv").string() + "; keep one of them");
}

TEST_F(OmopInputTest, RowsThatCannotBeReadAreToldWithoutAValue) {
  Conditions(
      "1,1,101,05/31/2020,,,,,,\n"
      "2,7,101,2020-01-01,,,,,,\n"
      "3,1,lupus,2020-01-01,,,,,,\n"
      "4,1,101,2020-02-01,2020-01-01,,,,,\n"
      "5,1,101,,,,,,,\n"
      "6,1,101,2020-01-01,,,,\"secret\n"
      "7,1,101,2020-01-01,,,,,,,,\n"
      "8,1,101,2020-01-01,,,,\xFF,,\n"
      "9,1,101,20200131,,,,,,\n");
  Measurements("1,1,301,2020-01-01,,,,secret,,,,,,,\n");
  EXPECT_EQ(Rows(), "1 sle 2020-01-31 ongoing, code SNOMED 55464009\n");
  const std::string c = "CONDITION_OCCURRENCE";
  const std::string row = ": condition_occurrence/";
  EXPECT_EQ(Lines(), At(c, 2) + row + "1: condition_start_date: is no date; dates are written 2019-05-31; row skipped\n" + At(c, 3) + row +
                         "2: person_id: names no row of PERSON; row skipped\n" + At(c, 4) + row +
                         "3: condition_concept_id: is no whole number; row skipped\n" + At(c, 5) + row +
                         "4: condition_end_date: lies before the start; row skipped\n" + At(c, 6) + row +
                         "5: condition_start_date: is missing; row skipped\n" + At(c, 7) +
                         ": has a quote that is not closed; line skipped\n" + At(c, 8) +
                         ": has 12 cells where the header has 10; line skipped\n" + At(c, 9) + ": is not UTF-8; line skipped\n" +
                         At("MEASUREMENT", 2) + ": measurement/1: value_as_number: is no number that a decimal holds; row skipped\n");
  EXPECT_EQ(Lines().find("secret"), std::string::npos);
  EXPECT_EQ(report_.skipped_resources, 6);
  EXPECT_EQ(report_.skipped_files, 3);
}

TEST_F(OmopInputTest, AFloodOfOneMistakeIsCounted) {
  std::string rows;
  for (int i = 0; i < 50; ++i) rows += std::to_string(i + 1) + ",1,101,never,,,,,,\n";
  Conditions(rows);
  ReadFolder();
  ASSERT_EQ(report_.errors.size(), 21U);
  EXPECT_EQ(report_.errors.back(), "30 more like it: condition_start_date: is no date; dates are written 2019-05-31");
}

// Seeded damage: bytes changed, taken out, doubled. Whatever comes of it, nothing crashes and no message holds a value.
TEST_F(OmopInputTest, DamagedTexts) {
  const std::string good =
      "condition_occurrence_id,person_id,condition_concept_id,condition_start_date,condition_end_date,condition_source_value\n"
      "1,1,101,2020-01-01,2021-01-01,\"secret, quoted\"\n2,2,102,2020-02-01,,secret\n3,1,103,2020-03-01,2020-03-01,\"secret \"\"x\"\"\"\n";
  std::minstd_rand random(4);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same damage every time
  for (int n = 0; n < 1000; ++n) {
    std::string bad = good;
    for (unsigned i = 0; i <= random() % 4; ++i) {
      const std::size_t at = random() % bad.size();
      const auto kind = random() % 3;
      if (kind == 0) bad[at] = static_cast<char>(random() % 256);
      if (kind == 1) bad.erase(at, random() % 20 + 1);
      if (kind == 2) bad.insert(at, bad.substr(at, random() % 30));
    }
    Table("CONDITION_OCCURRENCE", bad);
    const auto records = ReadPatients(Folder(), Terms(), {}, report_);
    EXPECT_EQ((Lines() + (records.ok() ? "" : records.error())).find("secret"), std::string::npos) << Lines();
  }
}

TEST_F(OmopInputTest, PersonsTwiceAndDatesThatAreNone) {
  Table("PERSON",
        "person_id,gender_concept_id,year_of_birth,month_of_birth,day_of_birth\n1,8532,1980,2,30\n1,8507,1970,1,1\n,8507,1970,1,1\n");
  const auto records = ReadFolder();
  ASSERT_EQ(records.patients().size(), 1U);
  EXPECT_FALSE(records.patients()[0].birth);
  EXPECT_EQ(Lines(), At("PERSON", 2) + ": person/1: year_of_birth: makes no date with the month and the day; read as not given\n" +
                         At("PERSON", 3) + ": person/1: person_id: was given to a person before; row skipped\n" + At("PERSON", 4) +
                         ": person: person_id: is missing; row skipped\n");
}

TEST_F(OmopInputTest, OtherSeparatorsAndCapitals) {
  Remove("PERSON");
  Write("person.tsv", "PERSON_ID\tGENDER_CONCEPT_ID\n1\t8532\n");
  Conditions("1,1,101,2020-01-01,,,,,,\n");
  EXPECT_EQ(Rows(), "1 sle 2020-01-01 ongoing, code SNOMED 55464009\n");
}

// The same tables as Parquet and in a DuckDB file give the same rows.
TEST_F(OmopInputTest, ParquetAndDuckDb) {
  auto opened = tables::Database::Open();
  if (!opened.ok()) GTEST_SKIP() << opened.error();
  Conditions(
      "1,1,101,2020-01-01,,,,,,\n2,1,101,2020-02-01,2020-03-01,,,,,\n"
      "3,1,999,2020-02-01,,,,,,\n4,1,999,2020-03-01,,,,,,\n");
  Measurements("1,1,301,2020-01-01,2020-01-01 08:30:00,,,1.10,,302,0.5,1.2,,,\n2,1,301,2020-01-02,,,4171756,0.3,,302,,,,,\n");
  Drugs("1,1,211,2021-01-01,2021-01-30,,32825,,60,30,,,x,\n");
  Table("CONCEPT", std::string(kConcepts) + "211,prednisone Oral Tablet,Drug,Site,a\n901,milligram,Unit,UCUM,mg\n");
  Table("DRUG_STRENGTH",
        "drug_concept_id,ingredient_concept_id,amount_value,amount_unit_concept_id,invalid_reason\n211,201,2.5,901,\n212,201,4,901,D\n");
  const std::string expected = Rows();
  EXPECT_NE(expected.find("= 1.1 mg/dL"), std::string::npos);
  EXPECT_NE(expected.find(" 5 a day in mg"), std::string::npos) << expected;

  const std::string parquet = (folder_ / "parquet").string();
  const std::string file = (folder_ / "cdm.duckdb").string();
  std::filesystem::create_directories(parquet + "/measurement");
  const auto run = [&](const std::string& sql) {
    const auto done = opened->Run(sql);
    EXPECT_TRUE(done.ok()) << sql << ": " << done.error();
  };
  run("ATTACH " + tables::Quoted(file) + " AS cdm");
  for (const std::string table :
       {"PERSON", "OBSERVATION_PERIOD", "CONCEPT", "CONDITION_OCCURRENCE", "MEASUREMENT", "DRUG_EXPOSURE", "DRUG_STRENGTH"}) {
    const std::string csv = "read_csv(" + tables::Quoted((In() / (table + ".csv")).string()) + ")";
    const std::string to = parquet + (table == "MEASUREMENT" ? "/measurement/part-0.parquet" : "/" + table + ".parquet");
    run("COPY (SELECT * FROM " + csv + ") TO " + tables::Quoted(to) + " (FORMAT parquet)");
    run("CREATE TABLE cdm." + table + " AS SELECT * FROM " + csv);
  }
  run("DETACH cdm");
  for (const std::string& path : {parquet, file}) {
    const auto records = ReadPatients(path, Terms(), {}, report_);
    ASSERT_TRUE(records.ok()) << records.error();
    EXPECT_EQ(Print(*records), expected) << path;
    EXPECT_EQ(Lines(), "") << path;
    // The database leaves out rows that nobody asks for: when all are asked for, those that mean nothing.
    terms::ConceptSet all;
    for (std::uint32_t i = 0; i < Terms().size(); ++i) all.Insert(terms::ConceptId{i});
    const auto filtered = ReadPatients(path, Terms(), {}, report_, all);
    ASSERT_TRUE(filtered.ok()) << filtered.error();
    EXPECT_EQ(Print(*filtered), expected) << path;
    EXPECT_EQ(filtered->unmapped().size(), records->unmapped().size());
    // Unless their patients are to be counted.
    EXPECT_EQ(records->unmapped().size(), 1u);
    RecordSink counting(Terms(), all);
    counting.CountUnknown();
    ASSERT_TRUE(ReadPatients(path, Terms(), {}, counting, report_).ok());
    for (const records::UnknownCode& code : counting.Unknown()) {
      EXPECT_EQ(code.records, static_cast<std::size_t>(records->unmapped().at(code.code))) << code.code;
      EXPECT_EQ(code.patients, 1u) << code.code;
    }
    EXPECT_EQ(counting.Unknown().size(), records->unmapped().size());
  }
  const std::string cut = parquet + "/CONDITION_OCCURRENCE.parquet";
  std::filesystem::resize_file(cut, std::filesystem::file_size(cut) / 2);
  const auto records = ReadPatients(parquet, Terms(), {}, report_);
  ASSERT_FALSE(records.ok());
  EXPECT_EQ(records.error(), cut + ": cannot be read or written, is damaged, cut short or of another format");
}

// The sample of OHDSI, where ../shared is at hand: every row is read, none complained of.
TEST_F(OmopInputTest, Synthea27Nj) {
  const std::filesystem::path archive = std::filesystem::path(ELIGO_SOURCE_DIR).parent_path() / "shared/data/omop/synthea27nj.tar.gz";
  if (!std::filesystem::exists(archive)) GTEST_SKIP() << "no " << archive;
  const std::string command = "tar xzf '" + archive.string() + "' -C '" + folder_.string() + "'";
  ASSERT_EQ(std::system(command.c_str()), 0);  // NOLINT(cert-env33-c,concurrency-mt-unsafe): our own words, one thread
  auto terms = terms::Terms::Open(std::string(ELIGO_BUILD_DIR) + "/terms.bin");
  ASSERT_TRUE(terms.ok()) << terms.error();
  const auto records = ReadPatients((folder_ / "omop_synthea27nj").string(), *terms, {}, report_);
  ASSERT_TRUE(records.ok()) << records.error();
  EXPECT_EQ(Lines(), "");
  EXPECT_EQ(report_.patients, 28);
  EXPECT_EQ(report_.resources, 28 + 28 + 3 + 470 + 883 + 1649 + 1 + 10040 + 8099);
  EXPECT_EQ(report_.skipped_resources + report_.skipped_files, 0);
  EXPECT_GT(records->row_count(), 5000U);
  EXPECT_EQ(std::count_if(records->patients().begin(), records->patients().end(), [](const records::Patient& p) { return p.deceased; }), 3);
}

}  // namespace
}  // namespace eligo::readers
