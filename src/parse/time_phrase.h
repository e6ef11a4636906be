// Time phrases: windows, durations and anchors.
#pragma once

#include <optional>

#include "parse/quantity.h"

namespace eligo::parse {

// "within 8 weeks before the first dose", "in the past 28 days or 5 half-lives, whichever is longer, prior to Day 0",
// "at screening", "for at least 12 weeks", "prior to the first administration", ">= 14 days".
std::optional<Read> ReadTime(const std::vector<Token>& tokens, std::size_t at);

}  // namespace eligo::parse
