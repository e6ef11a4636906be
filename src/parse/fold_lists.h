// Lists inside a limb: "such as A, B and C", "except A or B". Folded into one chunk so that their commas do not split the limb.
#pragma once

#include <string_view>

#include "parse/chunk_span.h"

namespace eligo::parse {

// One word of five letters or more stands in both, none that any two diseases may share; or both are tumours.
bool ShareWord(std::string_view a, std::string_view b);
Chunks FoldExamples(ChunkSpan chunks, const terms::Terms& terms);
Chunks FoldExceptions(Chunks chunks, const terms::Terms& terms);
void JoinWhile(Chunks& chunks);
void FoldAfter(Chunks& chunks, const terms::Terms& terms);
// "ALT <= 3 x ULN, or <= 5 x ULN in case of liver metastases": the second limit as a bracket behind the first.
void FoldCase(Chunks& chunks);
// "ECOG 0, 1 or 2": one range.
void FoldSteps(Chunks& chunks, const terms::Terms& terms);
void FoldNeeds(Chunks& chunks, const terms::Terms& terms);
// "asthma with or without rhinitis", "cancer, treated or untreated, within 5 years, regardless of whether it came back": words that say
// nothing of what is asked.
void DropIdle(Chunks& chunks, const terms::Terms& terms);
void FoldAgainst(Chunks& chunks, const terms::Terms& terms);
// "contraindication to A or B", "risk of A, B and C": what is judged is one chunk, so that no member of it stands for itself.
void FoldJudged(Chunks& chunks, const terms::Terms& terms);
void JoinRoutes(Chunks& chunks);

}  // namespace eligo::parse
