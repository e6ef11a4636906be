// Needed: which concepts' rows a protocol can ask for, so that a reader may leave all others in the file.
//
// A superset of what the kernels look up, written beside them; Records CHECKs every look-up against it and ends the run at a miss. A kernel
// that begins to ask for something new says so here. Tested by test/match/needed_test.cc: filtered and unfiltered records give the same
// verdicts.
#pragma once

#include "logic/protocol.h"
#include "terms/concept_set.h"
#include "terms/terms.h"

namespace eligo::match {

void AddNeeded(const logic::Protocol& protocol, const terms::Terms& terms, terms::ConceptSet& needed);

}  // namespace eligo::match
