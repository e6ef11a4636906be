// Dates: from which day a patient may enter, until when, and which criterion decides it (contract section 3.16).
//
// In the presumed reading, were the record to stay as it is: the turns of the leaves go up the criteria tree, day of change by day
// of change. Whatever a person answered holds throughout.
// Tested by test/forecast/dates_test.cc.
#pragma once

#include "logic/protocol.h"
#include "verdict/verdict.h"

namespace eligo::forecast {

// Sets the days of the verdict and of its criteria, and what controls it.
void SetDates(const logic::Protocol& protocol, Date as_of, verdict::PatientVerdict& verdict);

}  // namespace eligo::forecast
