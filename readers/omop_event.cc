#include "readers/omop_event.h"

#include <algorithm>

#include <fmt/format.h>

#include "readers/fhir_text.h"

namespace eligo::readers {

using tables::As;

std::string_view OmopCells::Text(std::size_t column) const { return Trim(table_.Cell(column)); }

bool OmopCells::Empty(std::size_t column) const { return table_.Form(column) == As::kText ? Text(column).empty() : table_.IsNull(column); }

std::int64_t OmopCells::Id(std::size_t column) const {
  if (table_.Form(column) == As::kWhole) return table_.Whole(column);
  const auto id = ReadId(table_.Cell(column));
  if (!id) Complain(column, "is no whole number");
  return id.value_or(0);
}

std::optional<DateInterval> OmopCells::Day(std::size_t column) const {
  constexpr const char* kNoDate = "is no date; dates are written 2019-05-31";
  if (table_.Form(column) == As::kTime) {
    const auto time = table_.Time(column);
    if (!time && !table_.IsNull(column)) Complain(column, kNoDate);
    return time ? std::optional(On(time->day)) : std::nullopt;
  }
  std::string_view text = Text(column);
  if (text.empty()) return std::nullopt;
  std::string dashed;
  if (text.size() == 8 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    dashed = fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
    text = dashed;
  }
  const auto day = ParseDate(text);
  if (!day) Complain(column, kNoDate);
  return day;
}

std::int16_t OmopCells::Minute(std::size_t column) const {
  if (table_.Form(column) == As::kTime) {
    const auto time = table_.Time(column);
    return time && time->minute != 0 ? static_cast<std::int16_t>(time->minute) : records::kNoMinute;
  }
  const std::string_view text = Text(column);
  int minute = ParseMinuteOfDay(text);
  if (minute < 0 && text.size() >= 5 && text[2] == ':') minute = ParseMinuteOfDay("2000-01-01T" + std::string(text));
  return minute > 0 ? static_cast<std::int16_t>(minute) : records::kNoMinute;
}

std::optional<units::Rational> OmopCells::Decimal(std::size_t column) const {
  if (Empty(column)) return std::nullopt;
  std::optional<units::Rational> number;
  if (table_.Form(column) == As::kText) {
    number = units::Rational::Parse(Text(column));
  } else if (const auto decimal = table_.Number(column)) {
    number = units::Rational::OfDecimal(decimal->digits, decimal->scale);
  }
  if (!number) Complain(column, "is no number that a decimal holds");
  return number;
}

void OmopCells::Complain(std::size_t column, std::string what) const { Complain(columns_[column].name, std::move(what)); }

void OmopCells::Complain(std::string_view column, std::string what) const {
  if (!problem_.any()) problem_ = {std::string(column), std::move(what), false};
}

std::string OmopEvent::Source() const { return id == 0 ? table.substr(0, table.size() - 1) + " without id" : table + std::to_string(id); }

const OmopCode& OmopEvent::Code(Bearer bearer) const {
  if (known != nullptr) return *known;
  return world.codes.Find(bearer, cells.Id(kConcept), cells.Id(kSourceConcept), cells.Text(kSourceValue));
}

records::Row OmopEvent::NewRow(records::Domain domain) const {
  records::Row row;
  row.patient = patient;
  row.domain = domain;
  row.start = cells.Empty(kDate) ? cells.Day(kTime) : cells.Day(kDate);
  if (!row.start) cells.Complain(kDate, "is missing");
  row.minute = cells.Minute(kTime);
  return row;
}

bool OmopEvent::Censored(const DateInterval& end) const {
  const auto& last = world.observed_to[patient];
  return last && end.last >= *last;
}

void OmopEvent::Add(records::CodeId code, const records::Row& row, bool ongoing_if_chronic) {
  events.push_back({code, row, ongoing_if_chronic});
  constexpr std::int64_t kMost = 1'000'000'000'000'000'000;  // of Source, which keeps a number apart
  records::Source& source = events.back().row.source;
  source = id > 0 && id < kMost ? world.sink.SourceOf(table, static_cast<std::uint64_t>(id)) : world.sink.SourceOf(Source());
}

void OmopEvent::AddAs(std::string_view concept_name, std::string_view by, const records::Row& row) {
  Add(world.sink.Code({{{"eligo", std::string(concept_name), ""}}, std::string(by)}, Bearer::kConcept), row);
}

}  // namespace eligo::readers
