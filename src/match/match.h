// Match: logic + terms + records -> verdict.
//
// Judges every patient against every criterion of a protocol, strictly and presumed (contract
// section 3). A leaf's kernel knows one patient's truth; the tree is evaluated on bit planes,
// 64 patients a word. Explaining one patient runs the same kernels on that patient's slice, so
// explanation, count and verdict cannot disagree. Does no I/O.
// Tested by test/match: cases in *.txt, whole protocols in match_test.cc, trees and random records against test/reference.
#pragma once

#include <vector>

#include "logic/protocol.h"
#include "records/records.h"
#include "terms/terms.h"
#include "verdict/settings.h"
#include "verdict/verdict.h"

namespace eligo::match {

// One verdict per patient and cohort (a patient is judged once per cohort whose index disease the record does
// not rule out; a protocol without cohorts judges everyone once), ordered by cohort, then patient.
std::vector<verdict::PatientVerdict> Match(const logic::Protocol& protocol, const records::Records& records, const terms::Terms& terms,
                                           const verdict::Settings& settings);

}  // namespace eligo::match
