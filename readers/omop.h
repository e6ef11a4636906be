// OMOP CDM 5.4 -> events.
//
// Reads a folder with a CSV or Parquet file a table, a .duckdb file, or a PostgreSQL server. What is read, by which conventions:
// docs/omop.md.
// PERSON first, then OBSERVATION_PERIOD and DEATH, the vocabulary, the events; every table row by row, none kept.
// Lines of the report name file, line, row and column, never a value.
// Tested by test/readers/omop_*_test.cc.
#pragma once

#include <string>

#include "base/result.h"
#include "readers/read_report.h"
#include "records/event.h"
#include "terms/terms.h"

namespace eligo::readers {

bool IsOmop(const std::string& path);

// Error when a file cannot be read to its end, a required table or column is absent, or no person is there.
Result<Done> ReadOmop(const std::string& path, const terms::Terms& terms, records::EventSink& sink, ReadReport& report);

}  // namespace eligo::readers
