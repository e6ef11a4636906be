// Labels: what stands before a colon, or before what defines it.
// Tested by test/bind/definitions.txt.
#pragma once

#include <cstddef>

#include "parse/chunk_span.h"

namespace eligo::parse {

// "defined as meeting": what stands before a count of what defines.
bool CountsAfterDefined(ChunkSpan before);
// "cancer, with the exception of", "cancer, with the following exceptions": before a colon, what is no part of it follows.
bool ListsExceptions(ChunkSpan before);
// "at least 1 of 3 criteria", "4 tender joints, and at least 2 of the following 5": how many of a list are enough, not how long it is, nor
// how many joints. The size where no number stands.
std::size_t CountOf(ChunkSpan label);
// "A and at least one of B, C or D", "A and either B or C": where the `and` is; 0 when it is not that.
// Among what excludes, of one thing and a list.
std::size_t ListBehindAnd(ChunkSpan chunks, bool exclusion);
// "Cohort A: asthma; Cohort B: COPD": what is asked depends on the group.
bool LabelsGroups(ChunkSpan chunks);
// Where the last limb of a list of things begins: its connective, behind a name and before one; 0 when there is none.
std::size_t LastLimb(ChunkSpan label);
// Whether a named thing and another, by a name or not, stand beside each other.
bool ListsThings(ChunkSpan label);

}  // namespace eligo::parse
