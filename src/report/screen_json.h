// ScreenJson: the verdicts as JSON lines of contract section 2, by protocol, cohort and patient.
// Tested by test/report/screen_json_test.cc.
#pragma once

#include <span>

#include "report/expression_json.h"
#include "report/screening.h"

namespace eligo::report {

// False when the sink refused. Rows: some of the verdicts of one of the screening's protocols.
bool ScreenJsonRows(const Screening& screening, const Judged& judged, std::span<const verdict::PatientVerdict> verdicts, const Sink& sink);
bool ScreenJson(const Screening& screening, const Sink& sink);

// What every line repeats, so that a line alone can be repeated.
Json SettingsJson(const verdict::Settings& settings);

}  // namespace eligo::report
