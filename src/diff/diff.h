// Diff: logic x logic -> changes: what an amendment does to the criteria.
//
// Criteria are aligned by their words first, then by likeness of words and concepts, so renumbering and rewording hide nothing and
// report nothing. Within a pair, facts are aligned by what they are about and compared field by field. Deterministic; no I/O.
// What was not read cannot be compared: its words are, and the effect is then unknown.
// Tested by test/diff/*.txt.
#pragma once

#include "logic/changes.h"
#include "logic/protocol.h"
#include "terms/terms.h"

namespace eligo::diff {

logic::Changes Diff(const logic::Protocol& before, const logic::Protocol& after, const terms::Terms& terms);

}  // namespace eligo::diff
