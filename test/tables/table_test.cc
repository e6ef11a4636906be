// Parquet and .duckdb files as Table, and the Database below. Skipped without DuckDB.
#include "tables/table.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tables/database.h"
#include "units/rational.h"

namespace eligo::tables {
namespace {

class Duck : public testing::Test {
 protected:
  Duck() : folder_(std::filesystem::temp_directory_path() / ("eligo_duck_" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~Duck() override {
    database_.reset();
    std::filesystem::remove_all(folder_);
  }
  Duck(const Duck&) = delete;
  Duck& operator=(const Duck&) = delete;

  void SetUp() override {
    auto opened = Database::Open();
    if (!opened.ok()) GTEST_SKIP() << opened.error();
    database_ = std::make_shared<Database>(std::move(*opened));
  }
  std::string Path(const std::string& name) const { return (folder_ / name).string(); }
  void Do(const std::string& sql) {
    const auto done = database_->Run(sql);
    EXPECT_TRUE(done.ok()) << sql << ": " << done.error();
  }
  static std::vector<std::string> Rows(Table& table, const std::vector<std::string>& names) {
    std::vector<std::string> out;
    const auto chosen = table.Choose({names.begin(), names.end()});
    EXPECT_TRUE(chosen.ok()) << chosen.error();
    while (chosen.ok() && table.Next([](const std::string&, const std::string&) {})) {
      std::string row;
      for (std::size_t i = 0; i < names.size(); ++i) row += (i > 0 ? "/" : "") + std::string(table.Cell(i));
      out.push_back(row);
    }
    if (chosen.ok() && !table.failure().empty()) out.push_back("failed: " + table.failure());
    return out;
  }

  std::filesystem::path folder_;
  std::shared_ptr<Database> database_;
};

using Lines = std::vector<std::string>;

// What was opened ahead is one database, taken once; one that nobody takes is closed.
TEST_F(Duck, OpenedAhead) {
  for (const bool taken : {true, false}) {
    const OpeningAhead ahead;
    if (!taken) continue;
    auto first = Database::Open();
    auto second = Database::Open();
    ASSERT_TRUE(first.ok() && second.ok());
    EXPECT_TRUE(first->Run("CREATE TABLE t (i INTEGER)").ok());
    EXPECT_FALSE(second->Run("INSERT INTO t VALUES (1)").ok());
    EXPECT_TRUE(first->Run("INSERT INTO t VALUES (1)").ok());
  }
  EXPECT_TRUE(Database::Open().ok());
}

TEST_F(Duck, ParquetIsReadAsText) {
  Do("COPY (SELECT 42::BIGINT AS id, DATE '2020-02-29' AS day, TIMESTAMP '2020-02-29 08:30:00' AS t, 48.1::DOUBLE AS x, 0.1::FLOAT AS f, "
     "1.10::DECIMAL(9,2) AS d, 'a text that is longer than twelve bytes' AS s, NULL::VARCHAR AS n) TO " +
     Quoted(Path("it's [1].parquet")) + " (FORMAT parquet)");
  auto table = OpenParquet(database_, {Path("it's [1].parquet")}, "x.parquet");
  ASSERT_TRUE(table.ok()) << table.error();
  EXPECT_TRUE((*table)->Has("DAY"));
  EXPECT_EQ(Rows(**table, {"ID", "day", "t", "x", "f", "d", "s", "n", "absent"}),
            (Lines{"42/2020-02-29/2020-02-29 08:30:00/48.1/0.1/1.10/a text that is longer than twelve bytes//"}));
  EXPECT_EQ((*table)->Place(), "x.parquet: row 2");
}

TEST_F(Duck, CellsComeInTheTypesOfTheirColumns) {
  Do("COPY (SELECT * FROM (VALUES (7::SMALLINT, 8507.0::DOUBLE, DATE '2023-09-16', TIMESTAMP '1969-12-31 23:59:59.9', 1.50::DECIMAL(9,2)), "
     "(NULL, NULL, DATE '10000-01-01', 'infinity'::TIMESTAMP, NULL)) v(whole, real, day, time, decimal)) TO " +
     Quoted(Path("typed.parquet")) + " (FORMAT parquet)");
  auto table = OpenParquet(database_, {Path("typed.parquet")}, "t");
  ASSERT_TRUE(table.ok());
  ASSERT_TRUE((*table)
                  ->Choose({{"whole", As::kWhole},
                            {"real", As::kWhole},
                            {"day", As::kTime},
                            {"TIME", As::kTime},
                            {"decimal", As::kNumber},
                            {"real", As::kNumber},
                            {"absent", As::kNumber},
                            "day"})
                  .ok());
  std::vector<As> forms;
  for (std::size_t i = 0; i < 8; ++i) forms.push_back((*table)->Form(i));
  EXPECT_EQ(forms, (std::vector<As>{As::kWhole, As::kText, As::kTime, As::kTime, As::kNumber, As::kNumber, As::kText, As::kText}));
  const auto pass = [](const std::string&, const std::string&) {};
  ASSERT_TRUE((*table)->Next(pass));
  EXPECT_EQ((*table)->Whole(0), 7);
  EXPECT_EQ((*table)->Cell(1), "8507.0");
  EXPECT_EQ((*table)->Time(2)->day, FromCivil({2023, 9, 16}));
  EXPECT_EQ((*table)->Time(3)->day, FromCivil({1969, 12, 31}));
  EXPECT_EQ((*table)->Time(3)->minute, 23 * 60 + 59);
  EXPECT_EQ((*table)->Number(4), (Decimal{150, 2}));
  EXPECT_EQ((*table)->Number(5), (Decimal{8507, 0}));
  EXPECT_EQ((*table)->Cell(7), "2023-09-16");
  ASSERT_TRUE((*table)->Next(pass));
  EXPECT_TRUE((*table)->IsNull(0));
  EXPECT_EQ((*table)->Whole(0), 0);
  EXPECT_FALSE((*table)->IsNull(2));  // there, and no day of ours
  EXPECT_FALSE((*table)->Time(2));
  EXPECT_FALSE((*table)->Time(3));
  EXPECT_TRUE((*table)->IsNull(4));
  EXPECT_FALSE((*table)->Number(4));
  EXPECT_FALSE((*table)->Next(pass));
}

// What a column holds and what it prints are one number.
TEST_F(Duck, NumbersAreWhatTheyPrint) {
  Do("COPY (SELECT d, (CASE i % 4 WHEN 2 THEN 0 ELSE d END)::DECIMAL(18,3) AS e FROM (SELECT i, CASE i % 4 WHEN 0 THEN "
     "round(random() * 1000, 2) WHEN 1 THEN "
     "random() WHEN 2 THEN (random() - 0.5) * pow(10, i % 30 - 15) ELSE sqrt(i) END AS d FROM range(40000) r(i))) TO " +
     Quoted(Path("numbers.parquet")) + " (FORMAT parquet)");
  auto table = OpenParquet(database_, {Path("numbers.parquet")}, "t");
  ASSERT_TRUE(table.ok());
  ASSERT_TRUE((*table)->Choose({{"d", As::kNumber}, {"e", As::kNumber}, "d", "e"}).ok());
  int rows = 0;
  for (; (*table)->Next([](const std::string&, const std::string&) {}); ++rows) {
    for (std::size_t i = 0; i < 2; ++i) {
      const auto number = (*table)->Number(i);
      ASSERT_TRUE(number);
      const auto printed = units::Rational::Parse((*table)->Cell(i + 2));
      ASSERT_EQ(units::Rational::OfDecimal(number->digits, number->scale), printed) << (*table)->Cell(i + 2);
    }
  }
  EXPECT_EQ(rows, 40000);
}

TEST_F(Duck, KeptRowsComeInOrderAndSayTheirKey) {
  Do("COPY (SELECT i AS n, CASE i % 5 WHEN 0 THEN NULL ELSE i % 5 END AS a, CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN 'x' ELSE 'y' END AS s "
     "FROM "
     "range(300000) r(i)) TO " +
     Quoted(Path("kept.parquet")) + " (FORMAT parquet)");
  auto table = OpenParquet(database_, {Path("kept.parquet")}, "t");
  ASSERT_TRUE(table.ok());
  const auto kept = (*table)->Keep({"a", "s"}, {{"1", "x"}, {"", ""}, {"0", ""}, {"4", "y"}});
  ASSERT_TRUE(kept.ok() && *kept);
  ASSERT_TRUE((*table)->Choose({{"n", As::kWhole}}).ok());
  std::int64_t rows = 0, last = -1;
  for (; (*table)->Next([](const std::string&, const std::string&) {}); ++rows) {
    const std::int64_t n = (*table)->Whole(0);
    ASSERT_GT(n, last);
    last = n;
    ASSERT_EQ((*table)->Key(), n % 5 == 0 ? 1U : n % 5 == 1 ? 0U : 3U);  // of equal keys the first
  }
  EXPECT_EQ(rows, 60000);
}

TEST_F(Duck, SeveralFilesAreOneTable) {
  Do("COPY (SELECT range AS a FROM range(5000)) TO " + Quoted(Path("1.parquet")));
  Do("COPY (SELECT 7 AS b, 8 AS a) TO " + Quoted(Path("2.parquet")));
  auto table = OpenParquet(database_, {Path("1.parquet"), Path("2.parquet")}, "t");
  ASSERT_TRUE(table.ok()) << table.error();
  const Lines rows = Rows(**table, {"a", "b"});
  ASSERT_EQ(rows.size(), 5001U);
  EXPECT_EQ(rows[4999], "4999/");
  EXPECT_EQ(rows[5000], "8/7");
}

TEST_F(Duck, RowsAreLeftOut) {
  Do("COPY (SELECT range % 3 AS id, CASE range % 2 WHEN 0 THEN 'even' END AS s, range AS n, range::DOUBLE AS x FROM range(12)) TO " +
     Quoted(Path("t.parquet")));
  const auto open = [&] { return std::move(OpenParquet(database_, {Path("t.parquet")}, "t")).value(); };
  auto table = open();
  EXPECT_TRUE(table->IsWhole("ID"));
  EXPECT_FALSE(table->IsWhole("s"));
  EXPECT_FALSE(table->IsWhole("x"));
  EXPECT_FALSE(table->IsWhole("absent"));
  EXPECT_TRUE(table->Distinct());
  EXPECT_EQ(Rows(*table, {"id", "s"}).size(), 6U);

  table = open();
  const auto kept = table->Keep({"ID", "absent", "s"}, {{"1", "", "even"}, {"2", "", ""}, {"", "", "even"}, {"7", "", ""}});
  ASSERT_TRUE(kept.ok()) << kept.error();
  EXPECT_TRUE(*kept);
  Lines rows = Rows(*table, {"n"});
  std::sort(rows.begin(), rows.end());
  EXPECT_EQ(rows, (Lines{"0", "10", "11", "4", "5", "6"}));
  EXPECT_EQ(table->Place(), "t");
  // Again, with other keys, and with none.
  table = open();
  EXPECT_TRUE(table->Keep({"id"}, {}).value());
  EXPECT_TRUE(Rows(*table, {"n"}).empty());
  // Whatever stands in a text; an id beyond those that rows can have is for the reader to tell.
  table = open();
  EXPECT_TRUE(table->Keep({"s"}, {{std::string("it's\0", 5)}}).value());
  EXPECT_TRUE(Rows(*table, {"n"}).empty());
  table = open();
  EXPECT_FALSE(table->Keep({"id"}, {{"99999999999999999999"}}).value());
  EXPECT_EQ(Rows(*table, {"n"}).size(), 12U);
  // A number that is no id is not compared as text.
  table = open();
  EXPECT_FALSE(table->Keep({"x"}, {{"1"}}).value());
  EXPECT_EQ(Rows(*table, {"n"}).size(), 12U);
}

TEST_F(Duck, DamagedParquetIsToldWithoutAValue) {
  Do("COPY (SELECT range AS a, 'secret' || (range * 7919 % 1000003) AS s FROM range(500000)) TO " + Quoted(Path("t.parquet")));
  const auto size = std::filesystem::file_size(Path("t.parquet"));
  {
    // Data in the middle is overwritten; the footer stands.
    std::fstream file(Path("t.parquet"), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(size / 2));
    file << std::string(20'000, '\x5A');
  }
  auto table = OpenParquet(database_, {Path("t.parquet")}, "t");
  ASSERT_TRUE(table.ok()) << table.error();
  if ((*table)->Choose({"a", "s"}).ok()) {
    const Lines rows = Rows(**table, {"a", "s"});
    EXPECT_EQ(rows.back(), "failed: cannot be read or written, is damaged, cut short or of another format");
  }
  std::filesystem::resize_file(Path("t.parquet"), size / 2);
  const auto cut = OpenParquet(database_, {Path("t.parquet")}, "t");
  ASSERT_FALSE(cut.ok());
  EXPECT_EQ(cut.error(), "t: cannot be read or written, is damaged, cut short or of another format");
  EXPECT_FALSE(OpenParquet(database_, {Path("none.parquet")}, "t").ok());
}

TEST_F(Duck, TablesOfADuckDbFile) {
  Do("ATTACH " + Quoted(Path("x.duckdb")) + " AS x");
  Do("CREATE TABLE x.Person AS SELECT 1 AS person_id");
  Do("DETACH x");
  auto opened = Database::Open({}, Path("x.duckdb"));
  ASSERT_TRUE(opened.ok()) << opened.error();
  auto file = std::make_shared<Database>(std::move(*opened));
  const auto names = TablesOf(*file);
  ASSERT_TRUE(names.ok());
  EXPECT_EQ(*names, Lines{"Person"});
  auto table = OpenDatabaseTable(file, "Person", "x.duckdb: Person");
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(Rows(**table, {"person_id"}), Lines{"1"});
  // It is opened to be read.
  EXPECT_FALSE(file->Run("CREATE TABLE y (a INTEGER)").ok());
  std::ofstream(Path("no.duckdb")) << "no database, and long enough to be looked at as one";
  const auto none = Database::Open({}, Path("no.duckdb"));
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error(), "cannot be read, is damaged, or is no DuckDB file of this or an earlier version");
}

TEST_F(Duck, ErrorsHoldNoValues) {
  Do("CREATE TABLE t AS SELECT 'Jane Doe' AS name");
  auto rows = database_->Query("SELECT (name::DATE)::VARCHAR FROM t");
  if (rows.ok()) {
    EXPECT_FALSE(rows->Next());
    EXPECT_EQ(rows->failure(), "holds a value of another type than its column");
  } else {
    EXPECT_EQ(rows.error(), "holds a value of another type than its column");
  }
  EXPECT_EQ(database_->Run("SELECT nothing FROM t").error(), "lacks a table or column that is asked for");
  EXPECT_EQ(database_->Query("SELECT nothing FROM t").error(), "lacks a table or column that is asked for");
  EXPECT_EQ(database_->Run("SELEC").error(), "is asked for in words that DuckDB does not know");
  EXPECT_EQ(database_->Run("COPY (SELECT 1 FROM range(100000)) TO '/dev/full' (FORMAT parquet)").error(),
            "cannot be read or written, is damaged, cut short or of another format");
}

TEST_F(Duck, RowsAreAppended) {
  Do("CREATE TABLE t (a BIGINT, b FLOAT, c DOUBLE, d DATE, e TIMESTAMP, f VARCHAR, g BOOLEAN, h VARCHAR)");
  auto appender = database_->Append("t");
  ASSERT_TRUE(appender.ok());
  appender->Whole(1);
  appender->Float(0.5F);
  appender->Double(0.1);
  appender->Day({1});
  appender->Minute(61);
  appender->Text("\xC3\xA9");
  appender->Bool(true);
  appender->Null();
  EXPECT_TRUE(appender->EndRow().ok());
  EXPECT_TRUE(appender->Close().ok());
  auto rows = database_->Query("SELECT a::VARCHAR, b::VARCHAR, c::VARCHAR, d::VARCHAR, e::VARCHAR, f, g::VARCHAR, h FROM t");
  ASSERT_TRUE(rows.ok());
  ASSERT_TRUE(rows->Next());
  std::string row;
  for (std::size_t i = 0; i < 7; ++i) row += std::string(rows->Text(i)) + "/";
  EXPECT_EQ(row, "1/0.5/0.1/1970-01-02/1970-01-01 01:01:00/\xC3\xA9/true/");
  EXPECT_TRUE(rows->IsNull(7));
  EXPECT_FALSE(rows->Next());
  EXPECT_FALSE(database_->Append("u").ok());
}

// More than a chunk, each with NULLs and with texts that stand in the cell and that do not.
TEST_F(Duck, ManyRowsAreAppended) {
  Do("CREATE TABLE t (a UINTEGER, b SMALLINT, c VARCHAR, d INTEGER)");
  auto appender = database_->Append("t");
  ASSERT_TRUE(appender.ok());
  constexpr int kRows = 5000;
  for (int i = 0; i < kRows; ++i) {
    appender->Whole(i);
    i % 3 == 0 ? appender->Null() : appender->Whole(-i);
    appender->Text(std::string(static_cast<std::size_t>(i % 30), 'x'));
    i % 2 == 0 ? appender->Null() : appender->Whole(i);
    ASSERT_TRUE(appender->EndRow().ok());
  }
  ASSERT_TRUE(appender->Close().ok());
  auto rows = database_->Query("SELECT a::BIGINT, b::BIGINT, c, d::BIGINT FROM t ORDER BY rowid");
  ASSERT_TRUE(rows.ok());
  for (int i = 0; i < kRows; ++i) {
    ASSERT_TRUE(rows->Next());
    EXPECT_EQ(rows->Whole(0), i);
    EXPECT_EQ(rows->IsNull(1), i % 3 == 0);
    EXPECT_EQ(rows->Whole(1), i % 3 == 0 ? 0 : -i);
    EXPECT_EQ(rows->Text(2), std::string(static_cast<std::size_t>(i % 30), 'x'));
    EXPECT_EQ(rows->IsNull(3), i % 2 == 0);
  }
  EXPECT_FALSE(rows->Next());
}

TEST_F(Duck, CellsOfAnotherTypeFail) {
  Do("CREATE TABLE t (a SMALLINT, b VARCHAR)");
  const auto row = [&](const std::function<void(Appender&)>& cells) {
    auto appender = database_->Append("t");
    EXPECT_TRUE(appender.ok());
    cells(*appender);
    const bool ended = appender->EndRow().ok();
    const bool closed = appender->Close().ok();
    EXPECT_EQ(ended, closed);
    return closed;
  };
  EXPECT_TRUE(row([](Appender& a) { a.Whole(32767), a.Text("x"); }));
  EXPECT_FALSE(row([](Appender& a) { a.Whole(32768), a.Text("x"); }));
  EXPECT_FALSE(row([](Appender& a) { a.Text("1"), a.Text("x"); }));
  EXPECT_FALSE(row([](Appender& a) { a.Whole(1); }));
  EXPECT_FALSE(row([](Appender& a) { a.Whole(1), a.Null(), a.Null(); }));
}

}  // namespace
}  // namespace eligo::tables
