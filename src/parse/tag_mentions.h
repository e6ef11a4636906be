// See tag_mentions.cc.
#pragma once

#include <vector>

#include "parse/chunk.h"
#include "parse/token.h"
#include "syntax/syntax.h"
#include "tagger/model.h"

namespace eligo::parse {

// The mentions that the model's labels say, in reading order; `rules` are those of mentions.cc.
std::vector<syntax::Mention> MentionsOf(const std::vector<tagger::Label>& labels, const std::vector<Token>& tokens, const Chunks& chunks,
                                        const std::vector<syntax::Mention>& rules);

// Tells the words of the chunks which thing they are in, for what is named by its words (by_words.h).
void MarkThings(const std::vector<syntax::Mention>& mentions, Chunks& chunks);

}  // namespace eligo::parse
