// OmopInput: the tables of an OMOP CDM, wherever they stand: a folder with a file or folder a table, a .duckdb file, or a PostgreSQL
// server.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "tables/postgres.h"
#include "tables/table.h"

namespace eligo::readers {

class OmopInput {
 public:
  // By content: a folder with a PERSON table, or a DuckDB file. A server by the beginning of its connection string.
  static bool IsOmop(const std::string& path);
  static Result<OmopInput> Open(const std::string& path);

  // For messages: of a connection string the host and the database alone.
  const std::string& path() const { return path_; }
  // Names in lower case: "condition_occurrence".
  bool Has(const std::string& table) const { return files_.contains(table) || on_server_.contains(table); }
  // From its first row; an error names the file.
  Result<std::unique_ptr<tables::Table>> Table(const std::string& table);

 private:
  static Result<OmopInput> OpenServer(const std::string& address);
  Result<Done> Connect(const std::string& file);

  std::string path_;
  std::shared_ptr<tables::Database> database_;
  bool in_database_ = false;                               // the tables are those of a .duckdb file
  std::map<std::string, std::vector<std::string>> files_;  // table -> its files, or its name in the database
  std::shared_ptr<tables::Postgres> server_;
  std::map<std::string, tables::PostgresTable> on_server_;
};

}  // namespace eligo::readers
