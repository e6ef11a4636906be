// OMOP out of a real PostgreSQL server gives what the same tables give as CSV. Skipped where there is no server.
#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <thread>

#include "tables/postgres.h"
#include "test/cli/program.h"
#include "test/readers/omop_world.h"
#include "test/tables/postgres_server.h"

namespace eligo::readers {
namespace {

using tables::test::PostgresServer;

class OmopPostgresTest : public OmopWorldTest {
 protected:
  void SetUp() override {
    if (const std::string missing = PostgresServer::Missing(); !missing.empty()) GTEST_SKIP() << missing;
    if (tables::Postgres::NameOf("postgres://h/d") != "postgresql://h/d") GTEST_SKIP() << "no libpq";
    ASSERT_TRUE(Server().started());
    Server().Run(
        "DROP DATABASE IF EXISTS hospital; DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'secret';"
        "CREATE DATABASE hospital;");
    Do("CREATE SCHEMA cdm; REVOKE ALL ON SCHEMA public FROM PUBLIC;");
  }
  static PostgresServer& Server() { return PostgresServer::Shared(); }
  static void Do(const std::string& sql) { Server().Run(sql, "hospital"); }
  static std::string Address() { return Server().Address("reader:secret", "hospital", "?options=-csearch_path%3Dcdm"); }

  static std::string TypeOf(const std::string& column) {
    for (const char* number :
         {"value_as_number", "quantity", "range_low", "range_high", "amount_value", "numerator_value", "denominator_value"}) {
      if (column == number) return "numeric";
    }
    if (column == "domain_id" || column == "vocabulary_id") return "varchar";
    if (column.ends_with("_id") || column.ends_with("_of_birth") || column == "days_supply" || column == "box_size") return "integer";
    if (column.ends_with("_datetime")) return "timestamp";
    return column.ends_with("_date") ? "date" : "varchar";
  }
  // Every CSV of the folder as a table of the schema cdm, by the types of OMOP's own scripts; SELECT for the reader.
  void Load() const {
    std::string sql;
    for (const auto& file : std::filesystem::directory_iterator(In())) {
      const std::string table = tables::LowerName(file.path().stem().string());
      std::string header;
      std::ifstream text(file.path());
      std::getline(text, header);
      std::string columns;
      std::istringstream names(header);
      for (std::string name; std::getline(names, name, ',');) columns += (columns.empty() ? "" : ", ") + name + " " + TypeOf(name);
      sql += "CREATE TABLE cdm." + table + " (" + columns + ");\n\\copy cdm." + table + " FROM '" + file.path().string() +
             "' WITH (FORMAT csv, HEADER)\n";
    }
    Do(sql + "GRANT USAGE ON SCHEMA cdm TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA cdm TO reader;");
  }
  std::string RowsOf(const std::string& data, const std::optional<terms::ConceptSet>& needed = std::nullopt) {
    const auto records = ReadPatients(data, Terms(), {}, report_, needed);
    EXPECT_TRUE(records.ok()) << records.error();
    return records.ok() ? Print(*records, needed ? &*needed : nullptr) : "";
  }
  std::string RefusalOf(const std::string& data) {
    const auto records = ReadPatients(data, Terms(), {}, report_);
    return records.ok() ? "was read" : records.error();
  }
};

TEST_F(OmopPostgresTest, GivesTheRecordsOfCsv) {
  Conditions(
      "1,1,101,2020-01-01,,,,,102,\n2,1,103,2020-02-01,2020-03-01,,,\"it's \"\"x\"\", "
      "\\N\",,\n3,2,0,2020-02-01,,,,M32.9,,\n4,2,104,2021-02-01,,,,,,\n");
  Drugs("1,1,202,2021-01-01,2021-01-30,,601,,30,30,\"5 mg by mouth\tonce daily\",PO,prednisone 5,\n2,2,203,2022-01-01,,,,,,,,,,\n");
  Measurements(
      "1,1,301,2020-01-01,2020-01-01 08:30:00,,,1.10,,302,0.5,1.2,,,\n2,1,301,2020-01-02,,,4171756,0.3,,302,,,,,\n"
      "3,2,304,2020-01-02,,,,,303,,,,,,\n4,2,0,2020-01-03,,09:15,,120,,,,,718-7,g/L,\n5,2,,2020-01-04,,,,7,,,,,potassium,,\n");
  Observations("1,1,402,2020-05-01,,NCT1,,on-study,\n2,1,401,2020-05-01,,,,severe,\n");
  Table("DEATH", "person_id,death_date\n2,2024-01-01\n");
  Table("CONCEPT_ANCESTOR", "ancestor_concept_id,descendant_concept_id\n201,202\n202,202\n201,201\n101,102\n101,103\n");
  Load();

  const std::string csv = RowsOf(Folder());
  ASSERT_NE(csv.find("hierarchy RxNorm 312617"), std::string::npos) << csv;
  EXPECT_EQ(report_.resources, 4 + 2 + 5 + 2 + 1 + 1 + 2);
  EXPECT_EQ(RowsOf(Address()), csv);
  EXPECT_EQ(report_.resources, 4 + 2 + 5 + 2 + 1 + 1 + 2);
  EXPECT_EQ(Lines(), "");

  // With a filter: only what is asked for comes out of the database.
  terms::ConceptSet needed;
  needed.Insert(*Terms().Find("creatinine"));
  needed.Insert(*Terms().Find("lupus_nephritis"));
  const std::string few = RowsOf(Folder(), needed);
  EXPECT_NE(few.find("creatinine"), std::string::npos);
  EXPECT_NE(few.find("lupus_nephritis"), std::string::npos);
  EXPECT_EQ(RowsOf(Address(), needed), few);
  EXPECT_LT(report_.resources, 12);

  // Bad rows are told by table and row, without the address.
  Do("UPDATE cdm.measurement SET person_id = 9 WHERE measurement_id = 1; ALTER TABLE cdm.person RENAME TO \"PERSON\";");
  RowsOf(Address());
  EXPECT_EQ(Lines(), "postgresql://127.0.0.1/hospital: measurement: measurement/1: person_id: names no row of PERSON; row skipped\n");
}

TEST_F(OmopPostgresTest, GivesTheDosesOfCsv) {
  Table("CONCEPT", std::string(kConcepts) +
                       "211,Steroid A Oral Tablet,Drug,Site,a\n213,Steroid A Oral Solution,Drug,Site,c\n"
                       "901,milligram,Unit,UCUM,mg\n902,gram,Unit,UCUM,g\n903,milliliter,Unit,UCUM,mL\n");
  Table("CONCEPT_ANCESTOR", "ancestor_concept_id,descendant_concept_id\n201,211\n201,213\n201,202\n");
  Table("DRUG_STRENGTH",
        "drug_concept_id,ingredient_concept_id,amount_value,amount_unit_concept_id,numerator_value,numerator_unit_concept_id,"
        "denominator_value,denominator_unit_concept_id,box_size,invalid_reason\n"
        "211,201,2.5,901,,,,,,\n211,201,500,901,,,,,,D\n213,201,,,1.5,902,1000,903,,\n");
  Drugs(
      "1,1,211,2020-01-01,2020-01-30,,32825,,60,30,,,,\n2,1,213,2021-01-01,2021-01-10,,32825,,150,10,,,,mL\n"
      "3,2,211,2020-01-01,2020-01-30,,32825,,60,,,,,\n");
  Load();
  const std::string csv = RowsOf(Folder());
  EXPECT_NE(csv.find(" 5 a day in mg"), std::string::npos) << csv;
  EXPECT_NE(csv.find(" 22.5 a day in mg"), std::string::npos) << csv;
  EXPECT_EQ(RowsOf(Address()), csv);
  EXPECT_EQ(Lines(), "");
}

TEST_F(OmopPostgresTest, Refusals) {
  const std::string name = "postgresql://127.0.0.1/hospital: ";
  EXPECT_EQ(RefusalOf(Address()), name + "no table PERSON is visible; name its schema: ?options=-csearch_path%3DSCHEMA");
  EXPECT_EQ(RefusalOf(Server().Address("reader:guess", "hospital")), name + "refuses the password, or the user");
  Conditions("1,1,101,2020-01-01,,,,,,\n");
  Load();
  EXPECT_EQ(RefusalOf(Server().Address("reader:secret", "hospital")),
            name + "no table PERSON is visible; name its schema: ?options=-csearch_path%3DSCHEMA");
  Do("REVOKE SELECT ON cdm.condition_occurrence FROM reader;");
  EXPECT_EQ(RefusalOf(Address()),
            name + "condition_occurrence: may not be read by this user; USAGE of the schema and SELECT on the table are needed");
  Do("ALTER TABLE cdm.person DROP COLUMN person_id;");
  Do("DROP TABLE cdm.condition_occurrence;");
  EXPECT_EQ(RefusalOf(Address()), name + "person has no column person_id; see docs/omop.md");
  Do("DROP TABLE cdm.person; CREATE TABLE cdm.person (person_id bigint); GRANT SELECT ON cdm.person TO reader;");
  EXPECT_EQ(RefusalOf(Address()), name + "PERSON holds no person");
}

// The server dies while rows are on their way: one line, exit status 1, and no verdict of a part.
TEST_F(OmopPostgresTest, AServerThatGoesAwayMidRead) {
  if (!cli::test::Folder::Built()) GTEST_SKIP() << cli::test::Folder::Executable() << " is not built";
  Load();
  Do("CREATE VIEW cdm.measurement AS SELECT i AS measurement_id, 1 AS person_id, 0 AS measurement_concept_id, DATE '2026-05-20' AS "
     "measurement_date, 120 AS value_as_number, 'g/L'::text AS unit_source_value, '718-7'::text AS measurement_source_value "
     "FROM generate_series(1, 20) i; GRANT SELECT ON cdm.measurement TO reader;");
  const cli::test::Folder folder;
  folder.Write("good.txt", cli::test::kProtocol);
  const std::string screen = "screen --protocol good.txt --as-of 2026-06-01 --format json --patients '" + Address() + "'";
  cli::test::Ran ran = folder.Run(screen);
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("measurement/"), std::string::npos);
  EXPECT_EQ((ran.out + ran.err).find("secret"), std::string::npos);

  // Endless for a test, so that the end cannot be there yet.
  Do("CREATE VIEW cdm.death AS SELECT 1 AS person_id, DATE '2026-05-20' AS death_date FROM generate_series(1, 100000) i "
     "WHERE pg_sleep(0.01) IS NOT NULL; GRANT SELECT ON cdm.death TO reader;");
  std::thread killer([] {
    for (int i = 0; i < 300; ++i) {
      if (Server().Run("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY%cdm%death%'") == "1\n") break;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    ::kill(Server().pid(), SIGQUIT);
  });
  ran = folder.Run(screen + " --keep-going");
  killer.join();
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.out, "");
  std::string lines;
  for (const std::string& line : ran.ErrorLines()) lines += line.starts_with("eligo: note: ") ? "" : line + "\n";
  EXPECT_EQ(lines,
            "eligo: postgresql://127.0.0.1/hospital: death: was lost while it was read; the server, or the network on the way to it, "
            "went away\n");
  EXPECT_EQ(ran.err.find("secret"), std::string::npos);
  Server().Stop();
}

TEST(OmopPostgres, WithoutLibpqOneLineSaysSo) {
  if (!cli::test::Folder::Built()) GTEST_SKIP() << cli::test::Folder::Executable() << " is not built";
  const cli::test::Folder folder;
  folder.Write("good.txt", cli::test::kProtocol);
  setenv("ELIGO_LIBPQ", "/none", 1);  // NOLINT(concurrency-mt-unsafe): one thread
  const cli::test::Ran ran = folder.Run("screen --protocol good.txt --as-of 2026-06-01 --patients postgres://u:secret@h/cdm");
  unsetenv("ELIGO_LIBPQ");  // NOLINT(concurrency-mt-unsafe): one thread
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.out, "");
  std::string lines;
  for (const std::string& line : ran.ErrorLines()) lines += line.starts_with("eligo: note: ") ? "" : line + "\n";
  EXPECT_TRUE(lines == "eligo: postgresql://: libpq is not there (looked for /none/libpq.so.5); run tools/setup or set ELIGO_LIBPQ\n" ||
              lines == "eligo: postgresql://: eligo was built without libpq; run tools/setup and build again\n")
      << lines;
}

}  // namespace
}  // namespace eligo::readers
