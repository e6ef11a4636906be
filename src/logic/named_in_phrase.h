// The things that an unread phrase names, beside it in one `and` (see bind/named.h).
//
// Whoever answers for the phrase has answered for them, so nobody is asked about them one by one.
// Tested by test/cli/answers_test.cc.
#pragma once

#include <vector>

#include "logic/expression.h"

namespace eligo::logic {

struct NamedInPhrase {
  const Expression* leaf = nullptr;
  const Expression* phrase = nullptr;
  bool negated = false;
};

std::vector<NamedInPhrase> NamedInPhrases(const Expression& root);

}  // namespace eligo::logic
