// Decisive: which unknown facts would settle a patient's open criteria, the most useful first.
//
// Looks at one verdict and the logic it came from. Only for verdicts where nothing fails when presumed: a patient who is
// out has nothing to ask. A leaf is asked about when its criterion is open and the leaf is unknown where it counts: a leaf
// beside a false one in an `and` is not. Leaves about one concept are one question.
// Tested by test/match/match_test.cc.
#pragma once

#include <vector>

#include "logic/protocol.h"
#include "terms/terms.h"
#include "verdict/verdict.h"

namespace eligo::forecast {

// Ranked by how many criteria each settles, then in reading order.
std::vector<verdict::Ask> Decisive(const logic::Protocol& protocol, const terms::Terms& terms, const verdict::PatientVerdict& verdict);

}  // namespace eligo::forecast
