// PrintFact: the line of one fact; Print in print.h is its entrance.
#pragma once

#include <string>

#include "logic/expression.h"
#include "terms/terms.h"

namespace eligo::logic {

// An expression on one line, as it stands behind `provided`: "not any rituximab", "any of (a; b)".
std::string InlineText(const Expression& e, const terms::Terms* terms);

}  // namespace eligo::logic
