// Leaves: the facts of one criterion against those of another.
#pragma once

#include <vector>

#include "logic/changes.h"
#include "logic/protocol.h"
#include "terms/terms.h"

namespace eligo::diff {

// In the order of the new criterion's leaves; what was removed comes last, then what changed between the leaves.
std::vector<logic::LeafChange> CompareLeaves(const logic::Criterion& before, const logic::Criterion& after, const terms::Terms& terms);

// What changes add up to.
logic::Effect Sum(const std::vector<logic::LeafChange>& changes);

}  // namespace eligo::diff
