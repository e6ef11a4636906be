#include "tables/table.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace eligo::tables {
namespace {

class QueryTable : public Table {
 public:
  QueryTable(std::shared_ptr<Database> database, std::string from, std::string name)
      : database_(std::move(database)), from_(std::move(from)), name_(std::move(name)) {}

  Result<Done> Open() {
    auto described = database_->Query("SELECT column_name::VARCHAR FROM (DESCRIBE SELECT * FROM " + from_ + ")");
    if (!described.ok()) return Error{described.error()};
    while (described->Next()) columns_.emplace_back(described->Text(0));
    if (!described->failure().empty()) return Error{described->failure()};
    return Done{};
  }

  const std::vector<std::string>& columns() const override { return columns_; }

  Result<Done> Choose(const std::vector<std::string>& names) override {
    std::string cells;
    for (const std::string& name : names) {
      const auto at = std::find_if(columns_.begin(), columns_.end(), [&](const std::string& c) { return LowerName(c) == LowerName(name); });
      cells += (cells.empty() ? "" : ", ") + (at == columns_.end() ? "NULL::VARCHAR" : QuotedName(*at) + "::VARCHAR");
    }
    auto rows = database_->Query(fmt::format("SELECT {} FROM {}", cells.empty() ? "NULL::VARCHAR" : cells, from_));
    if (!rows.ok()) return Error{rows.error()};
    rows_ = std::make_unique<Cursor>(std::move(*rows));
    number_ = 0;
    return Done{};
  }

  bool Next(const Skipped& /*skipped*/) override {
    CHECK(rows_ != nullptr);
    ++number_;
    return rows_->Next();
  }
  std::string_view Cell(std::size_t column) const override { return rows_->Text(column); }
  std::string Place() const override { return fmt::format("{}: row {}", name_, number_); }
  const std::string& failure() const override { return rows_->failure(); }

 private:
  std::shared_ptr<Database> database_;
  std::string from_, name_;
  std::vector<std::string> columns_;
  std::unique_ptr<Cursor> rows_;
  std::int64_t number_ = 0;
};

Result<std::unique_ptr<Table>> Opened(std::shared_ptr<Database> database, std::string from, const std::string& name) {
  auto table = std::make_unique<QueryTable>(std::move(database), std::move(from), name);
  const Result<Done> opened = table->Open();
  if (!opened.ok()) return Error{fmt::format("{}: {}", name, opened.error())};
  return std::unique_ptr<Table>(std::move(table));
}

}  // namespace

std::string LowerName(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

bool Table::Has(std::string_view column) const {
  return std::any_of(columns().begin(), columns().end(), [&](const std::string& c) { return LowerName(c) == LowerName(column); });
}

Result<std::unique_ptr<Table>> OpenParquet(std::shared_ptr<Database> database, const std::vector<std::string>& paths,
                                           const std::string& name) {
  std::string list;
  for (const std::string& path : paths) {
    list += (list.empty() ? "" : ", ") + QuotedFile(path);
  }
  return Opened(std::move(database), fmt::format("read_parquet([{}], union_by_name = true, hive_partitioning = false)", list), name);
}

Result<std::unique_ptr<Table>> OpenDatabaseTable(std::shared_ptr<Database> database, const std::string& table, const std::string& name) {
  return Opened(std::move(database), QuotedName(table), name);
}

Result<std::vector<std::string>> TablesOf(Database& database) {
  auto rows = database.Query("SELECT table_name::VARCHAR FROM information_schema.tables WHERE table_schema = 'main' ORDER BY table_name");
  if (!rows.ok()) return Error{rows.error()};
  std::vector<std::string> names;
  while (rows->Next()) names.emplace_back(rows->Text(0));
  if (!rows->failure().empty()) return Error{rows->failure()};
  return names;
}

}  // namespace eligo::tables
