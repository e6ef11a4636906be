// LogicText: a criterion's logic as people read it under the sentence: the criteria language, whatever made the criterion.
#pragma once

#include <string>
#include <vector>

#include "logic/print.h"
#include "logic/protocol.h"
#include "source/protocol.h"
#include "terms/terms.h"

namespace eligo::report {

std::string LogicText(const source::Document& document, const logic::Criterion& criterion, int indent = 0,
                      const terms::Terms* terms = nullptr);

// The same by lines, each with the leaf that it says.
std::vector<logic::PrintedLine> LogicLines(const source::Document& document, const logic::Criterion& criterion);

}  // namespace eligo::report
