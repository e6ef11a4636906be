// The printed form of logic: the criteria language.
//
// One line a leaf, indentation for and/or; what a coordinator reads under the protocol's sentence.
// Tested by test/logic/*.txt.
#pragma once

#include <string>

#include "logic/protocol.h"

namespace eligo::logic {

// One line: "any rituximab within 9 months before first_dose", "latest hemoglobin at screening < 85 g/L".
std::string Print(const Fact& fact);
// Several lines, each `indent` spaces in.
std::string Print(const Expression& e, int indent = 0);
// The whole protocol: a heading per criterion with the text's own words, then its logic.
std::string Print(const Protocol& protocol);

}  // namespace eligo::logic
