// LogicText: a criterion's logic as people read it under the sentence: the criteria language, whatever made the criterion.
#pragma once

#include <string>

#include "logic/protocol.h"
#include "source/protocol.h"
#include "terms/terms.h"

namespace eligo::report {

std::string LogicText(const source::Document& document, const logic::Criterion& criterion, int indent = 0,
                      const terms::Terms* terms = nullptr);

}  // namespace eligo::report
