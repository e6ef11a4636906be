// CqlFact: one fact as definitions of a CQL library, in both readings, or why CQL (or the records as FHIR has them) cannot say it.
//
// Follows src/match kind by kind; a field that is not followed is a reason, never passed over.
// Tested by test/publish/*.txt.
#pragma once

#include "base/result.h"
#include "logic/kleene.h"
#include "publish/cql_library.h"
#include "publish/cql_term.h"

namespace eligo::publish {

struct CqlReadings {
  CqlTerm strict, presumed;
};

// A fact that is unknown for every patient: a person answers, or no concept is known for its words.
bool IsNeverDecided(const logic::Fact& fact, const terms::Terms& terms);

// Adds to the library what the fact needs under the fact's id; `twins`: the same limit in other units beside it.
Result<CqlReadings> WriteFact(const logic::Fact& fact, const std::vector<logic::Compare>& twins, logic::Side side, CqlLibrary& library);

}  // namespace eligo::publish
