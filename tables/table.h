// Table: rows of cells, one at a time: of CSV, Parquet, a DuckDB file, or a PostgreSQL server (tables/postgres.h).
//
// A cell is the text of its value ("" for none): dates as ISO 8601, floating point as the shortest decimal that is the same number.
// What it means, and whether it is right, is for the reader to say. Where a column holds in its own type what the reader asks for, the
// cell is the value itself, for printing and reading it again is most of the work. Only the columns asked for are read from Parquet.
// Tested by test/tables/table_test.cc, test/tables/csv_test.cc.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "tables/database.h"

namespace eligo::tables {

// What the cells of a column are read as.
enum class As : std::uint8_t { kText, kWhole, kTime, kNumber };

// A column that is asked for, by name in any capitals.
struct Column {
  // NOLINTNEXTLINE(google-explicit-constructor): a name alone is a column of text
  Column(std::string column, As read_as = As::kText) : name(std::move(column)), as(read_as) {}
  // NOLINTNEXTLINE(google-explicit-constructor): the same
  Column(const char* column, As read_as = As::kText) : name(column), as(read_as) {}
  std::string name;
  As as;
};

class Table {
 public:
  // A row that cannot be told apart was left out: where ("PERSON.csv:12") and why ("has more cells than the header").
  using Skipped = std::function<void(const std::string& place, const std::string& why)>;

  virtual ~Table() = default;

  // As the file spells them.
  virtual const std::vector<std::string>& columns() const = 0;
  // Whether the column is there and of a type of whole numbers, so that equal ids are equal cells.
  virtual bool IsWhole(const std::string& /*column*/) const { return false; }
  // Which columns the rows shall have; a name that the table lacks is a column of "".
  virtual Result<Done> Choose(const std::vector<Column>& columns) = 0;
  // How the cells of a chosen column come: as it is read, where it is of such a type, else kText.
  As Form(std::size_t column) const { return column < forms_.size() ? forms_[column] : As::kText; }
  // Fewer rows, before Choose(), of tables that can leave rows out before they are read: false where the table cannot, and then all come.
  // Rows that differ in the chosen columns, each once, in no order.
  virtual bool Distinct() { return false; }
  // Rows whose cells in `columns` are one of `keys`; "" there stands for NULL and for 0. Columns of ids must be of a whole type,
  // others text; else false. An error when the table failed.
  virtual Result<bool> Keep(const std::vector<std::string>& /*columns*/, const std::vector<std::vector<std::string>>& /*keys*/) {
    return false;
  }
  // Which of the keys the present row has; nothing where the table does not know.
  virtual std::optional<std::size_t> Key() const { return std::nullopt; }
  // False at the end and when the file failed: then failure() says why. Needs Choose().
  virtual bool Next(const Skipped& skipped) = 0;
  // Of a column of text. Valid until the next Next().
  virtual std::string_view Cell(std::size_t column) const = 0;
  // Of columns of the other forms; see Cursor.
  virtual bool IsNull(std::size_t column) const { return Cell(column).empty(); }
  virtual std::int64_t Whole(std::size_t /*column*/) const { return 0; }
  virtual std::optional<Moment> Time(std::size_t /*column*/) const { return std::nullopt; }
  virtual std::optional<Decimal> Number(std::size_t /*column*/) const { return std::nullopt; }
  // Of the present row: "PERSON.csv:12", "person.parquet: row 12".
  virtual std::string Place() const = 0;
  virtual const std::string& failure() const = 0;

  bool Has(std::string_view column) const;

 protected:
  std::vector<As> forms_;  // a chosen column each; none when all are text
};

// .csv, .tsv, .txt, also .gz; needs no DuckDB.
Result<std::unique_ptr<Table>> OpenCsv(const std::string& path);
// The rows of one or several Parquet files, in this order, as one table. `name` stands in places.
Result<std::unique_ptr<Table>> OpenParquet(std::shared_ptr<Database> database, const std::vector<std::string>& paths,
                                           const std::string& name);
// A table of the DuckDB file that `database` has open.
Result<std::unique_ptr<Table>> OpenDatabaseTable(std::shared_ptr<Database> database, const std::string& table, const std::string& name);
// The tables of the DuckDB file that `database` has open, as it spells them, sorted.
Result<std::vector<std::string>> TablesOf(Database& database);

// Lower case, for names of columns and tables (ASCII).
std::string LowerName(std::string_view name);
// The place of a column, by name in any capitals; columns.size() for none.
std::size_t ColumnAt(const std::vector<std::string>& columns, std::string_view name);
// A key of Keep() for a column of whole numbers: "" is 0; nothing for what no 64 bits hold.
std::optional<std::int64_t> WholeKey(std::string_view text);

}  // namespace eligo::tables
