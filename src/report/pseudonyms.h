// Pseudonyms: P-0001 for patients, R-0001 for records, so that a worklist can leave the ward.
//
// Numbered in the order of the sorted identifiers, so two runs over the same data give the same names, whatever the format
// or the protocols. What is replaced: patient ids, resource ids, and resource ids quoted in sentences. What stays: dates and
// values, so the result is pseudonymous, not anonymous.
// Tested by test/report/pseudonyms_test.cc.
#pragma once

#include "report/screening.h"

namespace eligo::report {

void Pseudonymise(Screening& screening);

}  // namespace eligo::report
