// Postgres: a PostgreSQL server that holds tables, read through one connection and one snapshot.
//
// All reading is COPY (SELECT ...) TO STDOUT inside one REPEATABLE READ, READ ONLY transaction: tables agree with each other, nothing
// is created or locked, and SELECT rights suffice. What the server says about an error is never passed on: its texts hold the values
// that it stumbled over. What is told is the class of the error, in our words, for the caller to put name() before. The connection
// string stands in no message, for it may hold a password. libpq is looked for when the first Postgres is opened.
// Tested by test/tables/postgres_test.cc.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tables/table.h"

namespace eligo::tables {

// The rows of a query, in PostgreSQL's text format, while it runs.
class PostgresRows {
 public:
  PostgresRows(PostgresRows&&) noexcept;
  PostgresRows& operator=(PostgresRows&&) noexcept;
  ~PostgresRows();

  // False at the end and when the query or the connection failed: then failure() says why.
  bool Next();
  // Its cells, "" for NULL; valid until the next Next(). False when the row has another number of cells, or is not UTF-8 (which a
  // database of encoding SQL_ASCII may hold).
  bool Split(std::vector<std::string_view>& cells);
  const std::string& failure() const;

 private:
  friend class Postgres;
  struct State;
  explicit PostgresRows(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// A table, view or the like, as the server spells it.
struct PostgresTable {
  std::string schema, name;
};

class Postgres {
 public:
  // Begins with postgresql:// or postgres://.
  static bool IsAddress(std::string_view text);
  // "postgresql://HOST/DATABASE", without what may be secret; HOST is "" for a socket. For messages, also of a refused Open().
  static std::string NameOf(const std::string& address);
  static Result<Postgres> Open(const std::string& address);
  Postgres(Postgres&&) noexcept;
  Postgres& operator=(Postgres&&) noexcept;
  ~Postgres();

  // What search_path shows, sorted by name.
  Result<std::vector<PostgresTable>> Tables();
  // `select` is a SELECT whose columns are all text. The Postgres must outlive the rows; one query at a time, read to its end.
  Result<PostgresRows> Copy(const std::string& select);

 private:
  friend class PostgresRows;
  struct State;
  explicit Postgres(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// `name` stands in places, which are the same for all rows: a row of a server has no number.
Result<std::unique_ptr<Table>> OpenPostgresTable(std::shared_ptr<Postgres> server, const PostgresTable& table, const std::string& name);

}  // namespace eligo::tables
