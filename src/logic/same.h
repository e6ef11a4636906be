// Same: two logics that say the same, field by field, wherever they stand in a text.
//
// Left out is what a place in a file gives: spans, leaf ids, mentions, and the words a known concept was read from.
// This is the `==` of parse(print(x)) == x. Tested by test/language/round_trip_test.cc.
#pragma once

#include <string>

#include "logic/protocol.h"

namespace eligo::logic {

bool Same(const Fact& a, const Fact& b);
bool Same(const Expression& a, const Expression& b);
bool Same(const Criterion& a, const Criterion& b);
// Path, title, id, cohorts, sections and criteria; the first difference in words goes to `difference` when it is given.
bool Same(const Protocol& a, const Protocol& b, std::string* difference = nullptr);

}  // namespace eligo::logic
