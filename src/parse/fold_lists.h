// Lists inside a limb: "such as A, B and C", "except A or B". Folded into one chunk so that their commas do not split the limb.
#pragma once

#include "parse/chunk_span.h"

namespace eligo::parse {

Chunks FoldExamples(ChunkSpan chunks);
Chunks FoldExceptions(Chunks chunks);
void JoinWhile(Chunks& chunks);
void FoldAfter(Chunks& chunks);
void FoldNeeds(Chunks& chunks, const terms::Terms& terms);
void JoinRoutes(Chunks& chunks);

}  // namespace eligo::parse
