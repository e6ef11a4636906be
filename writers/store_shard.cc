#include "writers/store_shard.h"

#include <fmt/format.h>

#include "records/store_format.h"
#include "writers/store_schema.h"

namespace eligo::writers {
namespace {

using records::Answer;
using records::ExactText;
using records::Number;
using records::Row;
using records::Sex;
using units::Rational;

constexpr std::int64_t kMinutesADay = 24 * 60;

std::string_view Word(Answer answer) {
  switch (answer) {
    case Answer::kNone: return "";
    case Answer::kPositive: return "positive";
    case Answer::kNegative: return "negative";
    case Answer::kEquivocal: return "equivocal";
    case Answer::kIndeterminate: return "indeterminate";
    case Answer::kAbnormal: return "abnormal";
    case Answer::kNormal: return "normal";
    case Answer::kHigh: return "high";
    case Answer::kLow: return "low";
  }
  return "";
}

// What a reader of MEDS alone would miss: an answer without words, a number that is none but a bound.
std::string MadeText(const Row& row) {
  if (row.number && !row.number->exact()) {
    const Number& number = *row.number;
    if (number.low && number.high) return ExactText(*number.low) + "-" + ExactText(*number.high);
    if (number.high) return (number.high_open ? "<" : "<=") + ExactText(*number.high);
    if (number.low) return (number.low_open ? ">" : ">=") + ExactText(*number.low);
  }
  return row.number ? std::string() : std::string(Word(row.answer));
}

std::string_view Word(Sex sex) {
  switch (sex) {
    case Sex::kFemale: return "female";
    case Sex::kMale: return "male";
    case Sex::kOther: return "other";
    case Sex::kUnknown: return "";
  }
  return "";
}

// Cells with their NULLs.
class Cells {
 public:
  explicit Cells(tables::Appender& rows) : rows_(rows) {}

  void Text(std::string_view text) { text.empty() ? rows_.Null() : rows_.Text(text); }
  void Exact(const std::optional<Rational>& number) { number ? rows_.Text(ExactText(*number)) : rows_.Null(); }
  void Day(const std::optional<DateInterval>& day) { day ? rows_.Day(day->first) : rows_.Null(); }
  // The last day of an interval of several.
  void LastDay(const std::optional<DateInterval>& day) { day && !day->exact() ? rows_.Day(day->last) : rows_.Null(); }
  void Days(const std::optional<DateInterval>& day) {
    Day(day);
    LastDay(day);
  }

 private:
  tables::Appender& rows_;
};

std::string Columns(std::string_view lead) {
  std::string columns;
  for (const records::StoreColumn& column : records::kStoreColumns) columns += fmt::format(", {}{}", lead, column.name);
  return columns;
}

Result<std::unique_ptr<tables::Appender>> Appending(tables::Database& database, const std::string& table) {
  auto rows = database.Append(table);
  if (!rows) return Error{rows.error()};
  return std::make_unique<tables::Appender>(std::move(*rows));
}

}  // namespace

Result<tables::Database> StoreShard::OpenDatabase(const tables::DatabaseOptions& options) {
  auto database = tables::Database::Open(options);
  if (!database) return database;
  // One transaction for all: DuckDB takes more time to commit some thousand rows than to take them in.
  if (const auto begun = database->Run("BEGIN TRANSACTION"); !begun) return Error{begun.error()};
  return database;
}

Result<StoreShard> StoreShard::Make(tables::Database& database, std::uint32_t number) {
  std::string columns;
  for (const records::StoreColumn& column : records::kStoreColumns) columns += fmt::format(", {} {}", column.name, column.type);
  const auto made = database.Run(
      fmt::format("CREATE TABLE event_{0} (patient UINTEGER, time TIMESTAMP, code VARCHAR, numeric_value FLOAT, text_value VARCHAR{1}); "
                  "CREATE TABLE patient_{0} (patient UINTEGER, subject_id BIGINT, id VARCHAR, birth DATE, birth_last DATE, gender VARCHAR, "
                  "birth_sex VARCHAR, death DATE, death_last DATE, deceased BOOLEAN, source VARCHAR)",
                  number, columns));
  if (!made) return Error{made.error()};
  StoreShard shard(database, number);
  auto rows = Appending(database, fmt::format("event_{}", number));
  if (!rows) return Error{rows.error()};
  auto persons = Appending(database, fmt::format("patient_{}", number));
  if (!persons) return Error{persons.error()};
  shard.rows_ = std::move(*rows);
  shard.persons_ = std::move(*persons);
  return shard;
}

Result<Done> StoreShard::Add(const records::Event& event, const EventWords& words) {
  const Row& row = event.row;
  tables::Appender& rows = *rows_;
  Cells cells(rows);
  const bool exact = row.number && row.number->exact();
  const std::string made = words.text.empty() ? MadeText(row) : std::string();

  rows.Whole(row.patient);
  row.start ? rows.Minute(row.start->first.day * kMinutesADay + (row.timed() ? std::clamp<int>(row.minute, 0, kMinutesADay - 1) : 0))
            : rows.Null();
  rows.Text(words.meds_code);
  exact ? rows.Float(static_cast<float>(row.number->low->ToDouble())) : rows.Null();
  cells.Text(words.text.empty() ? std::string_view(made) : words.text);

  rows.Whole(event.code.value);
  rows.Whole(PackFlags(event, !made.empty()));
  cells.LastDay(row.start);
  row.timed() ? rows.Whole(row.minute) : rows.Null();
  cells.Days(row.end);
  cells.Days(row.recorded);
  cells.Exact(exact ? row.number->low : std::nullopt);
  cells.Exact(exact || !row.number ? std::nullopt : row.number->low);
  cells.Exact(exact || !row.number ? std::nullopt : row.number->high);
  cells.Text(words.unit);
  cells.Exact(row.ref_low);
  cells.Exact(row.ref_high);
  cells.Exact(row.daily_dose);
  cells.Text(words.severity);
  cells.Text(words.method);
  const std::uint64_t number = row.source.number;
  if (number <= INT64_MAX) {
    cells.Text(words.source);
    rows.Whole(static_cast<std::int64_t>(number));
  } else {
    cells.Text(number == records::Source::kNone ? std::string(words.source) : fmt::format("{}{}", words.source, number));
    rows.Null();
  }
  ++events_;
  return rows.EndRow();
}

Result<Done> StoreShard::AddPlain(records::PatientIndex index, const std::optional<Date>& day, std::string_view code) {
  rows_->Whole(index);
  day ? rows_->Minute(day->day * kMinutesADay) : rows_->Null();
  rows_->Text(code);
  for (std::size_t i = 0; i < 2 + records::kStoreColumns.size(); ++i) rows_->Null();
  ++events_;
  return rows_->EndRow();
}

Result<Done> StoreShard::AddPatient(records::PatientIndex index, std::int64_t subject, const records::Patient& patient) {
  tables::Appender& persons = *persons_;
  Cells cells(persons);
  persons.Whole(index);
  persons.Whole(subject);
  persons.Text(patient.id);
  cells.Days(patient.birth);
  cells.Text(Word(patient.gender));
  cells.Text(Word(patient.birth_sex));
  cells.Days(patient.death);
  persons.Bool(patient.deceased);
  cells.Text(patient.source);
  ++patients_;
  if (auto added = persons.EndRow(); !added) return added;
  if (patient.gender == Sex::kFemale || patient.gender == Sex::kMale) {
    if (auto added = AddPlain(index, std::nullopt, patient.gender == Sex::kFemale ? "GENDER//F" : "GENDER//M"); !added) return added;
  }
  if (patient.birth) {
    if (auto added = AddPlain(index, patient.birth->first, "MEDS_BIRTH"); !added) return added;
  }
  return patient.death ? AddPlain(index, patient.death->last, "MEDS_DEATH") : Done{};
}

Result<Done> StoreShard::Write(const std::string& folder) {
  if (auto closed = rows_->Close(); !closed) return closed;
  if (auto closed = persons_->Close(); !closed) return closed;
  rows_.reset();
  persons_.reset();
  auto written = database_->Run(
      fmt::format("COPY (SELECT p.subject_id, e.time, e.code, e.numeric_value, e.text_value{1} FROM event_{0} e JOIN patient_{0} p ON "
                  "e.patient = p.patient ORDER BY p.subject_id, e.time NULLS FIRST, e.rowid) TO {2} (FORMAT parquet, COMPRESSION zstd, "
                  "KV_METADATA {{'ARROW:schema': '{3}'}})",
                  number_, Columns("e."), tables::Quoted(fmt::format("{}/data/{}.parquet", folder, number_)), kDataSchema));
  if (!written) return written;
  written = database_->Run(
      fmt::format("COPY (SELECT * EXCLUDE (patient) FROM patient_{0} ORDER BY subject_id) TO {1} (FORMAT parquet, COMPRESSION zstd)",
                  number_, tables::Quoted(fmt::format("{}/eligo/patients/{}.parquet", folder, number_))));
  if (!written) return written;
  return database_->Run(fmt::format("DROP TABLE event_{0}; DROP TABLE patient_{0}", number_));
}

}  // namespace eligo::writers
