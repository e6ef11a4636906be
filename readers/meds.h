// MEDS (0.3, 0.4) -> events.
//
// Reads the Parquet shards of a data set, event by event. What is read, and what an event means: docs/meds.md.
// Tested by test/readers/meds_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "readers/read_report.h"
#include "records/event.h"
#include "tables/decimal.h"

namespace eligo::readers {

// A folder with data/*.parquet, a folder of Parquet files, or one of them.
bool IsMeds(const std::string& path);

Result<Done> ReadMeds(const std::string& path, records::EventSink& sink, ReadReport& report);

// A code in its parts: "LOINC//718-7//g/dL" -> LOINC, 718-7, unit g/dL; "LAB//Creatinine" -> the name Creatinine.
struct MedsCode {
  std::string prefix;  // as written
  std::string system;  // as in Terms, "" when the prefix names none
  std::string rest;    // the code, or the name
  std::string unit;    // "" for none
};
MedsCode SplitMedsCode(std::string_view code);

// What a 32-bit float says of the number that was written: that number when it has at most six digits, else the interval that
// rounds to the float. `shortest` is the shortest decimal of the float. Nothing for what is no number.
std::optional<records::Number> NumberOfFloat(std::string_view shortest);
std::optional<records::Number> NumberOfFloat(tables::Decimal shortest);

}  // namespace eligo::readers
