// Permissions and exceptions: where they begin and end in a sentence.
// Tested by test/bind/exceptions.txt.
#pragma once

#include "parse/chunk_span.h"

namespace eligo::parse {

// "... are acceptable": the sentence lets somebody in.
bool Permits(ChunkSpan piece);
// ... but says something else first: "Radiotherapy within 4 weeks, palliative radiotherapy is allowed".
bool PermitsAtTheEnd(ChunkSpan piece);
// "may continue X", "A, B and C are permitted" where something is asked: a permission, and what it names is not asked.
bool Allows(ChunkSpan piece);
// "(procedures like catheter placement are excluded)" at the end: the one thing that is named.
const Chunk* StatedInBrackets(ChunkSpan piece);

}  // namespace eligo::parse
