// CqlResult: a fact about a test result in CQL: the latest one, or any in a window, against a limit in any unit or an answer.
//
// Limits are converted here, exactly, once for each unit that laboratories report in; a result in another unit is unknown.
// Tested by test/publish/*.txt.
#pragma once

#include <vector>

#include "publish/cql_fact.h"

namespace eligo::publish {

Result<CqlReadings> WriteResult(const logic::Fact& fact, terms::ConceptId id, const std::vector<logic::Compare>& twins, logic::Side side,
                                CqlLibrary& library);

}  // namespace eligo::publish
