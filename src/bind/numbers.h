// The numbers of a criterion that no fact carries: kept as unread text.
//
// A number that was read stands in a field of a fact. One that does not was passed over with the words around it, and what it said is
// lost without a trace; so the words stay unread, and the criterion is unknown where they could matter. A net under the grammar, not a
// part of it: what it catches is to be mended there.
// Tested by test/bind/numbers.txt, and over the public texts by test/corpora_test.cc.
#pragma once

#include <functional>
#include <vector>

#include "logic/expression.h"
#include "source/protocol.h"
#include "syntax/syntax.h"
#include "terms/terms.h"

namespace eligo::bind {

// `unread` makes the leaf of words that were passed over.
logic::Expression WithNumbers(logic::Expression expression, const source::Item& item, const std::vector<syntax::Mention>& mentions,
                              const std::vector<Span>& asides, const source::Document& document, const terms::Terms& terms,
                              const std::function<logic::Expression(Span)>& unread);

}  // namespace eligo::bind
