// Turns: words that turn the sense of what they stand at, put as the grammar puts it.
#pragma once

#include "parse/chunk.h"

namespace eligo::parse {

// "must not exceed 10 mg", "must not be > 2 x ULN": what must be so instead, so that what else must be so ("and must have been stable") is
// said beside it and not denied with it.
void AffirmLimits(Chunks& chunks);
// "except minor": minors are persons.
void MinorAsAdjective(Chunks& chunks);
// "ALL, AML or CML", "severe AS", "MEN 2": small words in capitals are abbreviations, where the text is not all in capitals.
void CapitalsAsNames(Chunks& chunks, const terms::Terms& terms);
// "rituximab-naive", "naive to TNF inhibitors": never given.
void NaiveAsNever(Chunks& chunks, const terms::Terms& terms);

// "adults (>= 18 years) with lupus": the age that the bracket gives them. After brackets were nested.
void AgesOfAdults(Chunks& chunks, const terms::Terms& terms);

}  // namespace eligo::parse
