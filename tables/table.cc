#include "tables/table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

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

// Whether a column of this type holds what a reader asks for, as it stands.
bool Holds(std::string_view type, As as) {
  switch (as) {
    case As::kText: return false;
    case As::kWhole: return IsWholeType(type);
    case As::kTime: return type == "DATE" || type == "TIMESTAMP";
    case As::kNumber: break;
  }
  const int digits = DigitsOf(type);
  return IsWholeType(type) || type == "DOUBLE" || type == "FLOAT" || (digits > 0 && digits <= 18);
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
    for (const Column& column : columns) {
      const auto at = ColumnAt(columns_, column.name);
      forms_.push_back(at != columns_.size() && Holds(types_[at], column.as) ? column.as : As::kText);
      const std::string name = at == columns_.size() ? "NULL" : QuotedName(columns_[at]);
      const bool as_it_is = forms_.back() != As::kText && !IsWholeType(types_[at]);
      cells += (cells.empty() ? "" : ", ") + name + (as_it_is ? "" : forms_.back() == As::kText ? "::VARCHAR" : "::BIGINT");
    }
    if (cells.empty()) cells = "NULL::VARCHAR";
    auto rows = database_->Query(fmt::format("SELECT {}{} FROM {}{}", distinct_ ? "DISTINCT " : "", cells, from_, keep_));
    if (!rows.ok()) return Error{rows.error()};
    rows_ = std::make_unique<Cursor>(std::move(*rows));
    number_ = 0;
    return Done{};
  }

  bool Distinct() override { return distinct_ = true; }

  Result<bool> Keep(const std::vector<std::string>& columns, const std::vector<std::vector<std::string>>& keys) override {
    std::string declared, on;
    std::vector<bool> whole;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::size_t at = ColumnAt(columns_, columns[i]);
      const std::string type = at == columns_.size() ? "NULL" : types_[at];
      whole.push_back(IsWhole(columns[i]));
      if (!whole.back() && type != "VARCHAR" && type != "NULL") return false;
      declared += fmt::format("{}k{} {}", i == 0 ? "" : ", ", i, whole.back() ? "BIGINT" : "VARCHAR");
      const std::string cell = type == "NULL" ? "NULL" : "t." + QuotedName(columns_[at]);
      on += fmt::format(fmt::runtime(whole.back() ? "{}coalesce({}, 0) = eligo_kept.k{}" : "{}coalesce({}, '') = eligo_kept.k{}"),
                        i == 0 ? "" : " AND ", cell, i);
    }
    const std::string table = "eligo_kept";
    if (const auto made = database_->Run(fmt::format("CREATE OR REPLACE TEMP TABLE {} ({})", table, declared)); !made.ok())
      return Error{made.error()};
    // By statements: an appender does not find temporary tables beside a file.
    constexpr std::size_t kAtATime = 500;
    for (std::size_t from = 0; from < keys.size(); from += kAtATime) {
      std::string values;
      for (std::size_t n = from; n < std::min(keys.size(), from + kAtATime); ++n) {
        values += values.empty() ? "(" : ", (";
        for (std::size_t i = 0; i < columns.size(); ++i) {
          values += i == 0 ? "" : ", ";
          if (!whole[i]) {
            values += Quoted(keys[n][i]);
            continue;
          }
          const auto number = WholeKey(keys[n][i]);
          if (!number) return false;  // an id that no row can be asked for; reading it tells
          values += std::to_string(*number);
        }
        values += ')';
      }
      if (const auto put = database_->Run(fmt::format("INSERT INTO {} VALUES {}", table, values)); !put.ok()) return Error{put.error()};
    }
    keep_ = fmt::format(" t SEMI JOIN {} ON {}", table, on);
    return true;
  }

  bool Next(const Skipped& /*skipped*/) override {
    CHECK(rows_ != nullptr);
    ++number_;
    return rows_->Next();
  }
  std::string_view Cell(std::size_t column) const override { return rows_->Text(column); }
  bool IsNull(std::size_t column) const override { return rows_->IsNull(column); }
  std::int64_t Whole(std::size_t column) const override { return rows_->Whole(column); }
  std::optional<Moment> Time(std::size_t column) const override { return rows_->Time(column); }
  std::optional<Decimal> Number(std::size_t column) const override { return rows_->Number(column); }
  // Among the rows that are kept a row's number says nothing.
  std::string Place() const override { return keep_.empty() ? fmt::format("{}: row {}", name_, number_) : name_; }
  const std::string& failure() const override { return rows_->failure(); }

 private:
  std::shared_ptr<Database> database_;
  std::string from_, name_;
  std::vector<std::string> columns_, types_;
  bool distinct_ = false;
  std::string keep_;  // the join that leaves rows out; "" for none
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
