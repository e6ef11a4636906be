// A table of a PostgreSQL server as Table: rows are chosen and told apart by the server.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "tables/postgres.h"

namespace eligo::tables {
namespace {

// Longer lists of keys are not sent: the server takes no statement beyond 1 GB, and holds it several times.
constexpr std::size_t kKeyBytes = 256U << 20U;

// An element of the text of an array: "a \"b\"".
std::string Element(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

class ServerTable : public Table {
 public:
  ServerTable(std::shared_ptr<Postgres> server, const PostgresTable& table, std::string name)
      : server_(std::move(server)), from_(QuotedName(table.schema) + "." + QuotedName(table.name)), name_(std::move(name)) {}

  Result<Done> Open() {
    auto rows =
        server_->Copy(fmt::format("SELECT attname::text, pg_catalog.format_type(atttypid, NULL)::text FROM pg_catalog.pg_attribute "
                                  "WHERE attrelid = {}::pg_catalog.regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
                                  Quoted(from_)));
    if (!rows.ok()) return Error{rows.error()};
    std::vector<std::string_view> cells(2);
    while (rows->Next()) {
      if (!rows->Split(cells)) continue;
      columns_.emplace_back(cells[0]);
      types_.emplace_back(cells[1]);
    }
    if (!rows->failure().empty()) return Error{rows->failure()};
    return Done{};
  }

  const std::vector<std::string>& columns() const override { return columns_; }

  bool IsWhole(const std::string& column) const override {
    const std::size_t at = ColumnAt(columns_, column);
    return at != columns_.size() && (types_[at] == "integer" || types_[at] == "bigint" || types_[at] == "smallint");
  }

  Result<Done> Choose(const std::vector<Column>& columns) override {
    std::string list;
    for (const Column& column : columns) {
      const std::size_t at = ColumnAt(columns_, column.name);
      list += list.empty() ? "" : ", ";
      list += at == columns_.size() ? "NULL::text" : fmt::format("t.{}::text", QuotedName(columns_[at]));
    }
    if (columns.empty()) list = "NULL::text";
    auto rows = server_->Copy(fmt::format("SELECT {}{} FROM {} t{}", distinct_ ? "DISTINCT " : "", list, from_, keep_));
    if (!rows.ok()) return Error{rows.error()};
    rows_ = std::make_unique<PostgresRows>(std::move(*rows));
    cells_.assign(std::max<std::size_t>(columns.size(), 1), {});
    return Done{};
  }

  bool Distinct() override { return distinct_ = true; }

  Result<bool> Keep(const std::vector<std::string>& columns, const std::vector<std::vector<std::string>>& keys) override {
    std::string arrays, names, on;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::size_t at = ColumnAt(columns_, columns[i]);
      const std::string type = at == columns_.size() ? "" : types_[at];
      const bool whole = IsWhole(columns[i]);
      if (!whole && type != "text" && type != "character varying" && type != "character" && !type.empty()) return false;
      std::string elements;
      bool empty = false;
      for (const auto& key : keys) {
        elements += elements.empty() ? "" : ",";
        if (!whole) {
          elements += Element(key[i]);
          empty |= key[i].empty();
          continue;
        }
        const auto number = WholeKey(key[i]);
        if (!number) return false;
        elements += std::to_string(*number);
        empty |= *number == 0;
      }
      if (arrays.size() + elements.size() > kKeyBytes) return false;
      const std::string_view comma = i == 0 ? "" : ", ";
      arrays += fmt::format("{}{}::{}[]", comma, Quoted("{" + elements + "}"), whole ? "bigint" : "text");
      names += fmt::format("{}k{}", comma, i);
      std::string cell = type.empty() ? "NULL" : "t." + QuotedName(columns_[at]);
      if (!whole) cell += "::text";
      // Without a key for NULL the column stands bare, for an index on it to be of use.
      if (empty || type.empty()) cell = fmt::format("coalesce({}, {})", cell, whole ? "0" : "''");
      on += fmt::format("{}{} = k{}", i == 0 ? "" : " AND ", cell, i);
    }
    // In the statement itself, for a user who may only read has no table to put keys into.
    keep_ = fmt::format(" WHERE EXISTS (SELECT FROM unnest({}) k({}) WHERE {})", arrays, names, on);
    return true;
  }

  bool Next(const Skipped& skipped) override {
    CHECK(rows_ != nullptr);
    while (rows_->Next()) {
      if (rows_->Split(cells_)) return true;
      skipped(name_, "is not UTF-8");
    }
    return false;
  }
  std::string_view Cell(std::size_t column) const override { return cells_[column]; }
  std::string Place() const override { return name_; }
  const std::string& failure() const override { return rows_->failure(); }

 private:
  std::shared_ptr<Postgres> server_;
  std::string from_, name_;
  std::vector<std::string> columns_, types_;
  bool distinct_ = false;
  std::string keep_;  // the condition that leaves rows out; "" for none
  std::unique_ptr<PostgresRows> rows_;
  std::vector<std::string_view> cells_;
};

}  // namespace

Result<std::unique_ptr<Table>> OpenPostgresTable(std::shared_ptr<Postgres> server, const PostgresTable& table, const std::string& name) {
  auto opened = std::make_unique<ServerTable>(std::move(server), table, name);
  const Result<Done> done = opened->Open();
  if (!done.ok()) return Error{fmt::format("{}: {}", name, done.error())};
  return std::unique_ptr<Table>(std::move(opened));
}

}  // namespace eligo::tables
