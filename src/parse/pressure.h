// "Blood pressure >= 160/100 mmHg": two measures, each with its own limit.
// Tested by test/bind/measurements.txt.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "parse/chunk_span.h"
#include "parse/quantity.h"
#include "parse/token.h"
#include "terms/terms.h"

namespace eligo::parse {

bool IsBloodPressure(const Chunk& c, const terms::Terms& terms);

// ">= 160/100 mmHg" behind that name: a limit, a slash, a limit.
std::optional<std::array<Read, 3>> ReadPressure(const std::vector<Token>& tokens, std::size_t at);

// The name with such limits behind it becomes two measures, joined by `or` among what excludes, by `and` elsewhere. Where more is said, or
// where it is not plain which is meant, the limits become words, which are not read.
void SplitPressure(Chunks& chunks, const terms::Terms& terms, bool exclusion);

}  // namespace eligo::parse
