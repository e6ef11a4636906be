// Openings: with which words a time phrase, a grade, a limit or a count may begin.
//
// Each token is asked for all of them, nearly always in vain: one look-up tells which readers need not look. A reader that learns to
// begin with another word needs it in openings.cc; builds with assertions find what is missing there.
#pragma once

#include "parse/token.h"

namespace eligo::parse {

enum Opening : unsigned { kOpensNothing = 0, kOpensTime = 1, kOpensGrade = 2, kOpensLimit = 4, kOpensCount = 8 };

// What may begin with this token: some of the above.
unsigned OpeningsOf(const Token& token);

}  // namespace eligo::parse
