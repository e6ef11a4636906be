// Cues: the closed-class words and phrases of eligibility criteria, as one table.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "parse/chunk.h"
#include "parse/token.h"

namespace eligo::parse {

struct CueMatch {
  std::size_t tokens = 0;
  ChunkKind kind = ChunkKind::kFiller;
  KeyedWord word;
};

// The longest phrase of the table that begins at `at`.
std::optional<CueMatch> MatchCue(const std::vector<Token>& tokens, std::size_t at);

}  // namespace eligo::parse
