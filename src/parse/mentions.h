// See mentions.cc.
#pragma once

#include <string_view>
#include <vector>

#include "parse/chunk.h"
#include "syntax/syntax.h"
#include "terms/terms.h"

namespace eligo::parse {

// What is named in a text, whatever the grammar makes of it; `text` is the whole document, in which the spans lie.
void CollectMentions(const Chunks& chunks, std::u32string_view text, const terms::Terms& terms, std::vector<syntax::Mention>& out);

}  // namespace eligo::parse
