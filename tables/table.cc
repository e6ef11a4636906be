#include "tables/table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "tables/row_keys.h"

namespace eligo::tables {
namespace {

// Of whole numbers that 64 bits with a sign hold.
bool IsWholeType(std::string_view type) {
  static constexpr std::array<std::string_view, 7> kTypes = {"BIGINT",   "INTEGER",   "SMALLINT", "TINYINT",
                                                             "UINTEGER", "USMALLINT", "UTINYINT"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

// "DECIMAL(18,3)": how many digits it has; 0 for other types.
int DigitsOf(std::string_view type) {
  constexpr std::string_view kDecimal = "DECIMAL(";
  int digits = 0;
  if (type.starts_with(kDecimal)) std::from_chars(type.data() + kDecimal.size(), type.data() + type.size(), digits);
  return digits;
}

// Whether a column of this type holds what a reader asks for, as it stands. Of single precision DuckDB does not always print the shortest
// decimal, and its print is what counts.
bool Holds(std::string_view type, As as) {
  switch (as) {
    case As::kText: return false;
    case As::kWhole: return IsWholeType(type);
    case As::kTime: return type == "DATE" || type == "TIMESTAMP";
    case As::kNumber: break;
  }
  const int digits = DigitsOf(type);
  return IsWholeType(type) || type == "DOUBLE" || (digits > 0 && digits <= 18);
}

class QueryTable : public Table {
 public:
  QueryTable(std::shared_ptr<Database> database, std::string from, std::string name)
      : database_(std::move(database)), from_(std::move(from)), name_(std::move(name)) {}

  Result<Done> Open() {
    auto described = database_->Query("SELECT column_name::VARCHAR, column_type::VARCHAR FROM (DESCRIBE SELECT * FROM " + from_ + ")");
    if (!described.ok()) return Error{described.error()};
    while (described->Next()) {
      columns_.emplace_back(described->Text(0));
      types_.emplace_back(described->Text(1));
    }
    if (!described->failure().empty()) return Error{described->failure()};
    return Done{};
  }

  const std::vector<std::string>& columns() const override { return columns_; }

  bool IsWhole(const std::string& column) const override {
    const std::size_t at = ColumnAt(columns_, column);
    return at != columns_.size() && (types_[at].ends_with("INT") || types_[at].ends_with("INTEGER"));
  }

  Result<Done> Choose(const std::vector<Column>& columns) override {
    std::string cells;
    forms_.clear();
    const auto add = [&](const Column& column) {
      const auto at = ColumnAt(columns_, column.name);
      forms_.push_back(at != columns_.size() && Holds(types_[at], column.as) ? column.as : As::kText);
      const std::string name = at == columns_.size() ? "NULL" : QuotedName(columns_[at]);
      const bool as_it_is = forms_.back() != As::kText && !IsWholeType(types_[at]);
      cells += (cells.empty() ? "" : ", ") + name + (as_it_is ? "" : forms_.back() == As::kText ? "::VARCHAR" : "::BIGINT");
    };
    for (const Column& column : columns) add(column);
    if (cells.empty()) add("");
    key_at_.clear();
    key_whole_.clear();
    for (const std::string& name : key_columns_) {
      key_whole_.push_back(IsWhole(name));
      const As as = key_whole_.back() ? As::kWhole : As::kText;
      const auto chosen = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name && c.as == as; });
      key_at_.push_back(chosen == columns.end() ? forms_.size() : static_cast<std::size_t>(chosen - columns.begin()));
      if (chosen == columns.end()) add({name, as});
    }
    key_cells_.resize(key_at_.size());
    const std::string_view none = keys_ && keys_->size() == 0 ? " WHERE false" : "";
    auto rows = database_->Query(fmt::format("SELECT {}{} FROM {}{}{}", distinct_ ? "DISTINCT " : "", cells, from_, keep_, none));
    if (!rows.ok()) return Error{rows.error()};
    rows_ = std::make_unique<Cursor>(std::move(*rows));
    number_ = 0;
    return Done{};
  }

  bool Distinct() override { return distinct_ = true; }

  // One column is that of a vocabulary, which has millions of rows, of which few are kept and none looks at the order: DuckDB joins. Rows
  // of several are looked at here, for a join gives them in another order each time.
  Result<bool> Keep(const std::vector<std::string>& columns, const std::vector<std::vector<std::string>>& keys) override {
    for (const std::string& column : columns) {
      const std::size_t at = ColumnAt(columns_, column);
      if (at != columns_.size() && !IsWhole(column) && types_[at] != "VARCHAR") return false;
    }
    if (columns.size() == 1 && IsWhole(columns[0])) return Join(columns[0], keys);
    RowKeys kept;
    std::vector<KeyCell> cells(columns.size());
    for (const auto& key : keys) {
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto number = IsWhole(columns[i]) ? WholeKey(key[i]) : std::nullopt;
        if (IsWhole(columns[i]) && !number) return false;  // an id that no row can be asked for; reading it tells
        cells[i] = number ? KeyCell{*number, {}} : KeyCell{0, key[i]};
      }
      kept.Add(cells);
    }
    key_columns_ = columns;
    keys_ = std::move(kept);
    return true;
  }

  std::optional<std::size_t> Key() const override { return keys_ ? std::optional(key_) : std::nullopt; }

  bool Next(const Skipped& /*skipped*/) override {
    CHECK(rows_ != nullptr);
    do {
      ++number_;
      if (!rows_->Next()) return false;
    } while (keys_ && !HasKey());
    return true;
  }
  std::string_view Cell(std::size_t column) const override { return rows_->Text(column); }
  bool IsNull(std::size_t column) const override { return rows_->IsNull(column); }
  std::int64_t Whole(std::size_t column) const override { return rows_->Whole(column); }
  std::optional<Moment> Time(std::size_t column) const override { return rows_->Time(column); }
  std::optional<Decimal> Number(std::size_t column) const override { return rows_->Number(column); }
  // Among the rows that are kept a row's number says nothing.
  std::string Place() const override { return keep_.empty() && !keys_ ? fmt::format("{}: row {}", name_, number_) : name_; }
  const std::string& failure() const override { return rows_->failure(); }

 private:
  Result<bool> Join(const std::string& column, const std::vector<std::vector<std::string>>& keys) {
    constexpr const char* kTable = "eligo_kept";
    if (const auto made = database_->Run(fmt::format("CREATE OR REPLACE TEMP TABLE {} (k BIGINT)", kTable)); !made.ok())
      return Error{made.error()};
    // By statements: an appender does not find temporary tables beside a file.
    constexpr std::size_t kAtATime = 500;
    for (std::size_t from = 0; from < keys.size(); from += kAtATime) {
      std::string values;
      for (std::size_t n = from; n < std::min(keys.size(), from + kAtATime); ++n) {
        const auto number = WholeKey(keys[n][0]);
        if (!number) return false;
        values += fmt::format("{}({})", values.empty() ? "" : ", ", *number);
      }
      if (const auto put = database_->Run(fmt::format("INSERT INTO {} VALUES {}", kTable, values)); !put.ok()) return Error{put.error()};
    }
    keep_ = fmt::format(" t SEMI JOIN {0} ON coalesce(t.{1}, 0) = {0}.k", kTable, QuotedName(columns_[ColumnAt(columns_, column)]));
    return true;
  }

  bool HasKey() {
    for (std::size_t i = 0; i < key_at_.size(); ++i) {
      const std::size_t at = key_at_[i];
      if (forms_[at] == As::kWhole) {
        key_cells_[i].whole = rows_->Whole(at);
      } else if (!key_whole_[i]) {
        key_cells_[i].text = rows_->Text(at);
      } else if (const auto number = WholeKey(rows_->Text(at))) {  // of a type that may hold more than 64 bits
        key_cells_[i].whole = *number;
      } else {
        return false;
      }
    }
    const auto found = keys_->Find(key_cells_);
    key_ = found.value_or(0);
    return found.has_value();
  }

  std::shared_ptr<Database> database_;
  std::string from_, name_;
  std::vector<std::string> columns_, types_;
  bool distinct_ = false;
  std::string keep_;  // the join that leaves rows out; "" for none
  // What keeps rows that are looked at here.
  std::optional<RowKeys> keys_;
  std::vector<std::string> key_columns_;
  std::vector<std::size_t> key_at_;  // their places among the cells
  std::vector<bool> key_whole_;
  std::vector<KeyCell> key_cells_;  // of the present row
  std::size_t key_ = 0;
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

std::size_t ColumnAt(const std::vector<std::string>& columns, std::string_view name) {
  const std::string lower = LowerName(name);
  const auto at = std::find_if(columns.begin(), columns.end(), [&](const std::string& c) { return LowerName(c) == lower; });
  return static_cast<std::size_t>(at - columns.begin());
}

std::optional<std::int64_t> WholeKey(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ptr == text.data() + text.size() && read.ec != std::errc::result_out_of_range ? std::optional(number) : std::nullopt;
}

bool Table::Has(std::string_view column) const { return ColumnAt(columns(), column) < columns().size(); }

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
