// TruthHistory: what is true of synthetic patients, beside the formats that tell only what their charts keep: JSON, a line a patient.
//
// Fields: patient, disease, sex, birth, death, onset, active, near_miss with side, dirt by class, the last true value of every
// result on or before the last day, the atoms of the example protocols, and what is true but not in the chart. Contradictions and
// duplicates are not true. Tested by test/generate/truth_test.cc; the fields stand in docs/generate.md.
#pragma once

#include <string>

#include "history/history.h"

namespace eligo::writers {

void AppendTruth(const history::History& history, std::string& out);

}  // namespace eligo::writers
