// Database: DuckDB in memory, which reads and writes the files that hold tables.
//
// What DuckDB says about an error is never passed on: its texts hold the values that it stumbled over. What is told is the class of
// the error, in our words, for the caller to put the file's name before. It may read and write local files, loads no extension
// and uses no network. The library is looked for when the first Database is opened.
// Tested by test/tables/table_test.cc.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "tables/decimal.h"

namespace eligo::tables {

struct DatabaseOptions {
  int threads = 2;
  int memory_mb = 1024;  // beyond it DuckDB writes to `scratch`, or fails when that is ""
  std::string scratch;
};

class Cursor;
class Appender;

class Database {
 public:
  // In memory; the one that an OpeningAhead opened, if there is one.
  static Result<Database> Open();
  // `file` is a .duckdb file, opened to be read; "" for a database in memory.
  static Result<Database> Open(const DatabaseOptions& options, const std::string& file = "");
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  // For statements that give no rows: "is damaged, cut short or of another format", "needs more memory than is allowed", ...
  Result<Done> Run(const std::string& sql);
  // Rows come while the query runs. The Database must outlive the Cursor; one Cursor at a time.
  Result<Cursor> Query(const std::string& sql);
  // Rows for a table that Run() created. The Database must outlive the Appender.
  Result<Appender> Append(const std::string& table);

 private:
  struct State;
  explicit Database(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Opens on another thread the database in memory that the next Open() without options takes: a command that asks about one patient takes
// little longer than DuckDB to load, and reads other things first. Waits at its end, also where nobody took it.
class OpeningAhead {
 public:
  OpeningAhead();
  OpeningAhead(const OpeningAhead&) = delete;
  OpeningAhead& operator=(const OpeningAhead&) = delete;
  ~OpeningAhead();
};

// A day, and the minute of it.
struct Moment {
  Date day;
  int minute = 0;  // 0 where the column holds days alone
};

// The rows of a query. Cells are text (VARCHAR), whole numbers (BIGINT), times (DATE, TIMESTAMP) or numbers (DOUBLE, DECIMAL of
// up to 18 digits, BIGINT): the query casts what is none of them, and whoever takes a cell takes it as what it is (CHECKed).
class Cursor {
 public:
  Cursor(Cursor&&) noexcept;
  Cursor& operator=(Cursor&&) noexcept;
  ~Cursor();

  const std::vector<std::string>& columns() const;
  // False at the end and when the query failed: then failure() says why.
  bool Next();
  // "" for NULL. Valid until the next Next().
  std::string_view Text(std::size_t column) const;
  // 0 for NULL.
  std::int64_t Whole(std::size_t column) const;
  // Nothing for NULL, and for what a year of four digits does not hold: times before Christ, beyond 9999, infinite ones.
  std::optional<Moment> Time(std::size_t column) const;
  // Nothing for NULL, and for what is no number.
  std::optional<Decimal> Number(std::size_t column) const;
  bool IsNull(std::size_t column) const;
  const std::string& failure() const;

 private:
  friend class Database;
  struct State;
  explicit Cursor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Cells from left to right, then EndRow(). A cell of another type than its column (a whole number may be a BIGINT, INTEGER, UINTEGER or
// SMALLINT), or too few or many, fails at EndRow or Close.
class Appender {
 public:
  Appender(Appender&&) noexcept;
  Appender& operator=(Appender&&) noexcept;
  ~Appender();

  void Null();
  void Bool(bool value);
  void Whole(std::int64_t value);
  void Float(float value);
  void Double(double value);
  void Day(Date value);
  void Minute(std::int64_t minutes_since_1970);  // a TIMESTAMP
  void Text(std::string_view utf8);
  Result<Done> EndRow();
  // Nothing is in the table for certain before.
  Result<Done> Close();

 private:
  friend class Database;
  struct State;
  explicit Appender(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// 'it''s' and "a ""name""", for SQL.
std::string Quoted(std::string_view text);
std::string QuotedName(std::string_view name);
// The file of this name, for DuckDB's readers, which take * ? [ for a pattern.
std::string QuotedFile(std::string_view path);

}  // namespace eligo::tables
