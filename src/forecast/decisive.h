// Decisive: which unknown facts would settle a patient's open criteria, the most useful first.
//
// Looks at one verdict and the logic it came from. Only for verdicts where nothing fails when presumed: a patient who is
// out has nothing to ask. A leaf is asked about when its criterion is open and the leaf is unknown where it counts: a leaf
// beside a false one in an `and` is not. Leaves about one concept are one question. The smallest set that could settle every open
// criterion (forecast/smallest_set.h) comes first; what could take the place of one of them follows, marked as an alternative.
// Tested by test/match/match_test.cc, test/forecast/smallest_set_test.cc.
#pragma once

#include <vector>

#include "logic/protocol.h"
#include "terms/terms.h"
#include "verdict/verdict.h"

namespace eligo::forecast {

// Each group ranked by how many criteria a question is about, then by cost, then in reading order; unread text last.
std::vector<verdict::Ask> Decisive(const logic::Protocol& protocol, const terms::Terms& terms, const verdict::PatientVerdict& verdict);

}  // namespace eligo::forecast
