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

// The longest anchor phrase that begins at `at` ("the first dose of study drug"): its tokens and the anchor's name.
struct AnchorMatch {
  std::size_t tokens = 0;
  std::string_view anchor;
};
std::optional<AnchorMatch> MatchAnchor(const std::vector<Token>& tokens, std::size_t at);

// The words that anchor phrases begin with.
std::vector<WordKey> AnchorBegins();

}  // namespace eligo::parse
