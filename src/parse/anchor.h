// Anchors: the days of a trial that windows hang on, as texts name them: "the first dose of the assigned study drug".
// Tested by test/parse/limbs.txt.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "parse/token.h"

namespace eligo::parse {

struct AnchorMatch {
  std::size_t tokens = 0;
  std::string_view anchor;  // "first_dose"
};

// What stands before the name of a day: nothing ("screening SLEDAI"), a preposition, or a word like "before", behind which more is the
// name of a day: "prior to study drug", "before the study"; "during the study" is no day.
enum class AnchorBehind { kNothing, kPreposition, kBefore };

// The longest name of a day that begins at `at`.
std::optional<AnchorMatch> MatchAnchor(const std::vector<Token>& tokens, std::size_t at, AnchorBehind behind);

// The words that names of days begin with where no preposition stands before them.
std::vector<WordKey> AnchorBegins();

}  // namespace eligo::parse
