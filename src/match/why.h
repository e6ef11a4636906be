// Why: one sentence for a criterion, made of what its deciding leaves say.
//
// Strict where strict knows, else presumed, and said so. Tested by test/match/match_test.cc.
#pragma once

#include <string>
#include <vector>

#include "logic/protocol.h"
#include "match/leaf.h"

namespace eligo::match {

// results[n]: of the criterion's n-th leaf.
std::string Why(const logic::Criterion& criterion, const std::vector<const LeafResult*>& results);

}  // namespace eligo::match
