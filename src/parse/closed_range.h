// Two bounds of one thing as a range: ">= 15 and <= 30". Tested by test/bind/measurements.txt.
#pragma once

#include <optional>

#include "syntax/syntax.h"

namespace eligo::parse {

// Nothing when they do not make a closed range.
std::optional<syntax::Limit> ClosedRange(const syntax::Limit& a, const syntax::Limit& b);

}  // namespace eligo::parse
