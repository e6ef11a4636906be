// Parse: source + terms -> syntax.
//
// Reads each item's text into a tree of clauses. Finds every name of the lexicon as a mention, whether
// or not the grammar places it. Decides nothing about meaning: that is bind's. One pass, no
// backtracking over the text; deep nesting is bounded. Does no I/O.
// Tested by test/parse/*.txt.
#pragma once

#include "source/protocol.h"
#include "syntax/syntax.h"
#include "terms/terms.h"

namespace eligo::parse {

// Never fails: what the grammar cannot place is unread, and says why.
syntax::Protocol Parse(const source::Protocol& protocol, const terms::Terms& terms);

}  // namespace eligo::parse
