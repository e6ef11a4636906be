// LogicText: a criterion's logic as people read it under the sentence: logic::Print, with the words of the protocol in place of
// the offsets that unread text has in the criteria language.
#pragma once

#include <string>

#include "logic/protocol.h"
#include "source/protocol.h"

namespace eligo::report {

std::string LogicText(const source::Document& document, const logic::Criterion& criterion, int indent = 0);

}  // namespace eligo::report
