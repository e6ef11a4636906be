// See by_words.cc.
#pragma once

#include <optional>

#include "parse/chunk_span.h"
#include "syntax/syntax.h"

namespace eligo::parse {

// The words of a limb as a name without a concept; nothing when they may say more than a name does.
std::optional<syntax::Name> NameByWords(ChunkSpan chunks);

// Its last word is an adjective or a participle.
bool EndsAsAdjective(std::string_view words);

}  // namespace eligo::parse
