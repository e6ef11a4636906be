// Words: how the HTML report says a verdict: a symbol, a word and a pattern, never colour alone.
#pragma once

#include <string>
#include <string_view>

#include "base/truth.h"
#include "verdict/verdict.h"

namespace eligo::report {

// A CSS class ("o0" .. "o3", "c0" .. "c2") that carries symbol, colour, border and pattern.
std::string_view ClassOf(verdict::Overall overall);
std::string_view ClassOf(verdict::Outcome outcome);

// <span class="b o3">eligible</span>; the style sheet puts the symbol in front, which screen readers skip: they hear the word.
std::string Badge(verdict::Overall overall);
std::string Badge(verdict::Outcome outcome);

// Of a leaf: "yes", "no", "not known"; both readings when they differ: "not known, presumed no".
std::string TruthWords(Truth strict, Truth presumed);

// "exc-4.2" -> "2", what the superscripts in the sentence say; "" when there is no number.
std::string_view LeafNumber(std::string_view leaf);

}  // namespace eligo::report
