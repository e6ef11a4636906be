// Which way a limit points: at what is bad ("ALT > 3 x ULN"), or at what is as it should be ("platelets >= 100"). It tells what excludes
// from what is asked where the words around a limit leave both open.
// Tested by test/bind/exceptions.txt, test/bind/definitions.txt.
#pragma once

#include "parse/chunk_span.h"
#include "terms/terms.h"

namespace eligo::parse {

enum class Points { kBad, kFine, kEither };

Points PointsAt(const syntax::Name& name, const syntax::Limit& limit, const terms::Terms& terms);

// The same of every limit among chunks, each of the name before it: kBad or kFine where all agree.
Points AllPointAt(ChunkSpan chunks, const terms::Terms& terms);

}  // namespace eligo::parse
