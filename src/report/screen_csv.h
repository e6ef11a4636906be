// ScreenCsv: one row per patient, protocol, cohort and criterion (RFC 4180, UTF-8 without BOM), for spreadsheets and databases.
//
// Column names are those of contract section 2, with a dot where JSON nests. Lists inside a cell are joined by "; ". A cell that a
// spreadsheet would run as a formula is disarmed (report/escape.h).
// Tested by test/report/screen_csv_test.cc.
#pragma once

#include <span>

#include "report/screening.h"

namespace eligo::report {

// False when the sink refused. Rows: of some of the verdicts of one of the screening's protocols.
bool ScreenCsvHeader(const Sink& sink);
bool ScreenCsvRows(const Screening& screening, const Judged& judged, std::span<const verdict::PatientVerdict> verdicts, const Sink& sink);
bool ScreenCsv(const Screening& screening, const Sink& sink);

}  // namespace eligo::report
