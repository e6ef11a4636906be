// Tree: the meaning of and, or, not, at_least, if and unless, straight from contract section 3.1. Slow on purpose.
//
// One patient, one leaf value each, no sharing, no bits: to be read in one sitting and believed. Never linked into src/.
#pragma once

#include <vector>

#include "base/truth.h"
#include "logic/protocol.h"

namespace eligo::reference {

// leaves[n] is the value of the n-th leaf from left to right.
Truth EvaluateTree(const logic::Expression& tree, logic::Kind kind, const std::vector<Truth>& leaves);

}  // namespace eligo::reference
