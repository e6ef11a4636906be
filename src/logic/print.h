// The printed form of logic: the criteria language (docs/language.md).
//
// One line a leaf, indentation for and/or; what a coordinator reads under the protocol's sentence, and what parse.h reads back.
// With terms, what terms would say otherwise is printed too (the kind of a fact, who can answer): only then does
// Parse(Print(x)) give x. Without, it is left out.
// Tested by test/bind/*.txt, test/language/*.
#pragma once

#include <string>
#include <vector>

#include "logic/protocol.h"
#include "terms/terms.h"

namespace eligo::logic {

// One line: "any rituximab within 9 months before first_dose", "latest hemoglobin < 85 g/L at screening".
std::string Print(const Fact& fact, const terms::Terms* terms = nullptr);
// Several lines, each `indent` spaces in and with a line end.
std::string Print(const Expression& e, int indent = 0, const terms::Terms* terms = nullptr);

// Where the printer has a line from, so that a formatter can put comments back.
struct PrintedLine {
  int indent = 0;
  std::string text;
  int place = 0;          // the beginning of the node's span
  std::string leaf = {};  // the id of the leaf that the line says; "" when it says none
};
void PrintLines(const Expression& e, int indent, const terms::Terms* terms, std::vector<PrintedLine>& lines);

}  // namespace eligo::logic
