// ScreenJson: the verdicts as JSON lines of contract section 2, by protocol, cohort and patient.
// Tested by test/report/screen_json_test.cc.
#pragma once

#include "report/screening.h"

namespace eligo::report {

// False when the sink refused.
bool ScreenJson(const Screening& screening, const Sink& sink);

}  // namespace eligo::report
