// Features: what a token shows of the mention it may be in, as hashes, for the model of mentions (src/tagger).
//
// Words, their ends and shapes, the neighbours, the chunk around it and what the plain rules (mentions.cc) make of it. The trainer
// (apps/train_mentions) uses these very functions: change one, and the model must be trained again.
// Tested by test/parse/mention_features_test.cc.
#pragma once

#include <vector>

#include "parse/chunk.h"
#include "parse/token.h"
#include "source/protocol.h"
#include "syntax/syntax.h"
#include "tagger/model.h"
#include "terms/terms.h"

namespace eligo::parse {

// `chunks` are nested; `mentions` those of the rules, in reading order.
tagger::Sequence MentionFeatures(const std::vector<Token>& tokens, const Chunks& chunks, const std::vector<syntax::Mention>& mentions,
                                 bool exclusion, int depth, const terms::Terms& terms);

// One part of an item, as the model sees it.
struct MentionSequence {
  std::vector<Span> tokens;
  tagger::Sequence features;
};
// Of a whole protocol, part by part: what a trainer reads.
std::vector<MentionSequence> MentionSequences(const source::Protocol& protocol, const terms::Terms& terms);

}  // namespace eligo::parse
