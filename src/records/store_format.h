// StoreFormat: what a STORE keeps of an event in columns of numbers and words, for its writer and its reader (docs/store.md).
//
// The flags and the exact numbers have one place here, so that what is written is what is read.
// Tested by test/records/store_format_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "records/event.h"

namespace eligo::records {

// A store of a greater version is refused. It counts up when a reader of the version before would read something wrongly.
inline constexpr int kStoreVersion = 2;

// The columns of data/*.parquet behind those of MEDS, in this order.
struct StoreColumn {
  std::string_view name;
  std::string_view type;  // as SQL has it
};
inline constexpr std::array<StoreColumn, 19> kStoreColumns = {{
    {"eligo_code", "UINTEGER"},   {"eligo_flags", "UINTEGER"},   {"eligo_start_last", "DATE"},      {"eligo_minute", "SMALLINT"},
    {"eligo_end", "DATE"},        {"eligo_end_last", "DATE"},    {"eligo_recorded", "DATE"},        {"eligo_recorded_last", "DATE"},
    {"eligo_value", "VARCHAR"},   {"eligo_low", "VARCHAR"},      {"eligo_high", "VARCHAR"},         {"eligo_unit", "VARCHAR"},
    {"eligo_ref_low", "VARCHAR"}, {"eligo_ref_high", "VARCHAR"}, {"eligo_dose", "VARCHAR"},         {"eligo_severity", "VARCHAR"},
    {"eligo_method", "VARCHAR"},  {"eligo_source", "VARCHAR"},   {"eligo_source_number", "BIGINT"},
}};

// eligo_flags: all of an event that has a handful of values. `text_is_made`: text_value is not the record's.
std::uint32_t PackFlags(const Event& event, bool text_is_made);
// Sets in `event` what PackFlags read; its number, if it has one, must have its ends already. False for flags that nobody packs.
bool UnpackFlags(std::uint32_t flags, Event& event, bool& text_is_made);

// "0.25", or "1/3" where no decimal is exact.
std::string ExactText(const units::Rational& number);
std::optional<units::Rational> ParseExact(std::string_view text);

std::string_view ToString(Bearer bearer);
std::optional<Bearer> ParseBearer(std::string_view text);

}  // namespace eligo::records
