// OmopInput: the tables of an OMOP CDM, wherever they stand: a folder with a file or folder a table, or a .duckdb file.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "tables/table.h"

namespace eligo::readers {

class OmopInput {
 public:
  // By content: a folder with a PERSON table, or a DuckDB file.
  static bool IsOmop(const std::string& path);
  static Result<OmopInput> Open(const std::string& path);

  const std::string& path() const { return path_; }
  // Names in lower case: "condition_occurrence".
  bool Has(const std::string& table) const { return files_.contains(table); }
  // From its first row; an error names the file.
  Result<std::unique_ptr<tables::Table>> Table(const std::string& table);

 private:
  Result<Done> Connect(const std::string& file);

  std::string path_;
  std::shared_ptr<tables::Database> database_;
  bool in_database_ = false;                               // the tables are those of a .duckdb file
  std::map<std::string, std::vector<std::string>> files_;  // table -> its files, or its name in the database
};

}  // namespace eligo::readers
