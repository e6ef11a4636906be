// Tokens: the text of an item as words, numbers and symbols, with what registries damage put right.
//
// Escapes (`\<`, `\[`, `10\^9`), entities (`&lt;`, `&apos;`), full-width marks, curly quotes, dashes and odd
// spaces are read as what they stand for; spans are always those of the file. A run of digits and letters is
// split ("80g/L" is 80, g, /, L), thousands separators are read ("20,000").
// Tested by test/parse/*.txt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "units/rational.h"

namespace eligo::parse {

struct Token {
  enum class Kind { kWord, kNumber, kSymbol };
  Kind kind = Kind::kWord;
  Span span;              // in the file
  std::string text;       // words: folded (lower case, singular); symbols: "<", "<=", ">=", ">", "=", "(", ...
  std::string low;        // words: lower case as written
  std::string raw;        // as written, put right
  units::Rational value;  // numbers
  bool space_before = false;

  bool Is(std::string_view t) const { return text == t || low == t; }
};

// The text of one span, put right: characters, each with its place in the file.
struct CleanText {
  std::u32string text;
  std::vector<int> place;  // place[i] of text[i]; one more for the end
  Span At(int begin, int end) const { return {place[static_cast<std::size_t>(begin)], place[static_cast<std::size_t>(end - 1)] + 1}; }
};
CleanText Clean(std::u32string_view file, Span span);

std::vector<Token> Tokenize(const CleanText& text);

}  // namespace eligo::parse
