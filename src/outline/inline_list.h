// Inline list: the entries of a list that stand inside a row.
//
// "... (1) overt bleeding, (2) severe hypertension", a whole section in one line ("* A * B", "1. A 2. B"), and numbers that
// were swallowed by the item before ("... period. 7. Active organ involvement"). A number is an entry when it continues a
// sequence: the row's own, or one that begins at 1 and goes on. One number alone needs a sentence's end before it and a
// capital after it. One pass over the row.
// Tested by test/outline/inline.txt.
#pragma once

#include <vector>

#include "outline/row.h"

namespace eligo::outline {

// Appends the row, cut at its inner markers. `in_numbered_list`: entries around it bear numbers. `next`: the row after it;
// where its number leaves a gap ("3." then "6."), 4 and 5 are looked for with less suspicion.
void SplitInlineLists(View text, const Row& row, bool in_numbered_list, const Row* next, std::vector<Row>& out);

}  // namespace eligo::outline
