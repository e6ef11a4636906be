// Lists of which some are enough, without a colon: "at least two of A, B or C", "treated with one or more of A, B, C".
// Tested by test/bind/counted.txt.
#pragma once

#include <cstddef>
#include <optional>

#include "parse/chunk_span.h"
#include "terms/terms.h"

namespace eligo::parse {

struct CountedList {
  std::size_t begin = 0;    // of the words that count
  std::size_t list = 0;     // of the list
  std::size_t closing = 0;  // the last comma or connective in it
  int count = 1;
  bool upper = false;     // "no more than 2 of"
  bool either = false;    // an `or` closes the list
  std::size_t joint = 0;  // the comma, `and` or `with` before the words that count, where more is asked before it; 0 for none
};

// Nothing where no such words stand, or what stands behind them is no plain list of things of one kind: what else is asked behind a list
// would become a member of it.
std::optional<CountedList> FindCountedList(ChunkSpan chunks, const terms::Terms& terms);

// What stands before the words that count says no more than what a label of a list may say: of it nothing gets lost.
bool SaysOnlyCues(ChunkSpan before);

}  // namespace eligo::parse
