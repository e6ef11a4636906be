// ExplainText: one patient and one protocol on a page, for the investigator who wants to know why.
//
// The verdict in both readings, from when and until when, what to ask next; then the criteria: those that stop the patient, those that are
// open, those that pass. Of each the protocol's sentence, the logic as read, and below each of its lines what the record says.
// Tested by test/cli/explain_test.cc.
#pragma once

#include <string>
#include <vector>

#include "report/screening.h"
#include "terms/terms.h"

namespace eligo::report {

struct ExplainChoice {
  std::vector<std::string> criteria;  // ids: these alone, in full; the whole page when empty
  bool all = false;                   // those that pass in full too, all records of a leaf, and where each stands
};

// A page per cohort that takes the patient. The screening is of one patient. False when the sink refused.
bool ExplainText(const Screening& screening, const terms::Terms& terms, const ExplainChoice& choice, const Sink& sink);

}  // namespace eligo::report
