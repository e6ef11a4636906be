// Nearest: the concepts that a mistyped name may have meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "terms/terms.h"

namespace eligo::logic {

// Ids, best first, at most three: concepts of which the words are a name, then ids a few letters away. Looks at every concept: for
// messages only.
std::vector<std::string> NearestConcepts(std::string_view name, const terms::Terms& terms);

// The nearest of a few words; "" when none is near.
std::string NearestWord(std::string_view word, const std::vector<std::string>& words);

}  // namespace eligo::logic
