// Amendment: two readings of one protocol -> what changed between them, and for which patients.
//
// Tested by test/diff/*.txt, test/cli/amendment_test.cc.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "logic/changes.h"
#include "pipeline/print.h"
#include "pipeline/reading.h"
#include "pipeline/screening.h"
#include "report/diff_text.h"

namespace eligo::pipeline {

// Both readings must have been bound.
logic::Changes Compare(const Reading& before, const Reading& after, const terms::Terms& terms);

using report::PatientChanges;
// Judges every patient by both versions. Criteria belong together as in `changes`. `voided` as for Screen().
PatientChanges ComparePatients(const Reading& before, const Reading& after, const logic::Changes& changes, const records::Records& records,
                               const terms::Terms& terms, const ScreenRequest& request, std::vector<std::string>& voided);

// `patients` may be null: no patients were judged.
bool PrintChanges(const Reading& before, const Reading& after, const logic::Changes& changes, const PatientChanges* patients,
                  PageFormat format, const Sink& sink);

}  // namespace eligo::pipeline
