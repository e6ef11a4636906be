// Align: which criterion of the new version is which of the old.
#pragma once

#include <vector>

#include "logic/protocol.h"

namespace eligo::diff {

struct Pair {
  int before = -1, after = -1;  // indices of criteria
};

// One to one, in the order of `after`. Equal words (within a cohort) come first, then the likest, down to a floor; an inclusion becomes
// an exclusion only when the two are nearly the same.
std::vector<Pair> Align(const logic::Protocol& before, const logic::Protocol& after);

// Of pairs in the order of `after`, which ones left the order of `before`: all but a longest run in order.
std::vector<bool> OutOfOrder(const std::vector<Pair>& pairs);

}  // namespace eligo::diff
