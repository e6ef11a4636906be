// Tokens: the text of an item as words, numbers and symbols, with what registries damage put right.
//
// Escapes (`\<`, `\[`, `10\^9`), entities (`&lt;`, `&apos;`), full-width marks, curly quotes, dashes and odd
// spaces are read as what they stand for; spans are always those of the file. A run of digits and letters is
// split ("80g/L" is 80, g, /, L), thousands separators are read ("20,000").
// Tested by test/parse/*.txt.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/span.h"
#include "parse/word.h"
#include "units/rational.h"

namespace eligo::parse {

struct Token {
  enum class Kind { kWord, kNumber, kSymbol };
  Kind kind = Kind::kWord;
  Span span;              // in the file
  KeyedWord text;         // words: folded (lower case, singular); symbols: "<", "<=", ">=", ">", "=", "(", ...
  KeyedWord low;          // words: lower case as written
  std::string_view raw;   // as written, put right
  units::Rational value;  // numbers
  bool space_before = false;
  bool plain = false;      // a word of ASCII letters and digits only
  Span place;              // in the clean text
  std::uint64_t bits = 0;  // of its two spellings

  bool Is(WordKey word) const { return text == word || low == word; }
};

// What stands at a place of the tokens; nothing does behind their end.
inline bool At(const std::vector<Token>& t, std::size_t i, WordKey word) { return i < t.size() && t[i].Is(word); }
// One of the words. Always inlined, as the one below, so that each word is a number in the code: a call would have to write them all to
// memory first.
template <std::size_t N>
[[gnu::always_inline]] inline bool AtAny(const std::vector<Token>& t, std::size_t i, const WordKey (&words)[N]) {
  if (i >= t.size()) return false;
  const Token& token = t[i];
  // Nearly always none of them, which one look at the bits tells.
  return [&]<std::size_t... K>(std::index_sequence<K...>) {
    return (token.bits & (words[K].bit() | ...)) != 0 && (token.Is(words[K]) || ...);
  }
  (std::make_index_sequence<N>());
}
// All of the words, one after the other.
template <std::size_t N>
[[gnu::always_inline]] inline bool AtWords(const std::vector<Token>& t, std::size_t i, const WordKey (&words)[N]) {
  if (i >= t.size() || t.size() - i < N) return false;
  return [&]<std::size_t... K>(std::index_sequence<K...>) { return (t[i + K].Is(words[K]) && ...); }
  (std::make_index_sequence<N>());
}

// The text of one span, put right: characters, each with its place in the file.
struct CleanText {
  std::u32string text;
  std::vector<int> place;  // place[i] of text[i]; one more for the end
  Span At(int begin, int end) const { return {place[static_cast<std::size_t>(begin)], place[static_cast<std::size_t>(end - 1)] + 1}; }
};
// Into `out`, whose memory serves again, as that of the tokens below.
void Clean(std::u32string_view file, Span span, CleanText& out);
inline CleanText Clean(std::u32string_view file, Span span) {
  CleanText out;
  Clean(file, span, out);
  return out;
}

// The words of the tokens stand in `letters`, which must outlive them.
void Tokenize(const CleanText& text, LetterStore& letters, std::vector<Token>& out);
inline std::vector<Token> Tokenize(const CleanText& text, LetterStore& letters) {
  std::vector<Token> out;
  Tokenize(text, letters, out);
  return out;
}

}  // namespace eligo::parse
