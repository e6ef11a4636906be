// Text: characters and words as an outline sees them.
//
// The outline looks at every character once and at few words, so it does not fold: a word is a hash of its
// lower-case letters and digits. Full names go through terms::Fold later.
// Tested by test/outline/parts_test.cc.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace eligo::outline {

constexpr bool IsSpace(char32_t c) {
  return c <= U' ' || c == 0x7F || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x3000 || c == 0xFEFF;
}
// ASCII and full width.
constexpr bool IsDigit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= 0xFF10 && c <= 0xFF19); }
constexpr int DigitValue(char32_t c) { return static_cast<int>(c >= 0xFF10 ? c - 0xFF10 : c - U'0'); }
constexpr bool IsAsciiLetter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
// Chinese, Japanese, Korean: written without spaces.
constexpr bool IsIdeograph(char32_t c) {
  return (c >= 0x3040 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF);
}
constexpr bool IsLetter(char32_t c) {
  if (c < 0x80) return IsAsciiLetter(c);
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  return (c < 0x2000 && c != 0xD7 && c != 0xF7) || IsIdeograph(c) || (c >= 0x10000 && c < 0x1F000);
}
constexpr bool IsUpper(char32_t c) {
  return (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x400 && c <= 0x42F);
}
constexpr bool IsLower(char32_t c) { return IsLetter(c) && !IsUpper(c) && !IsIdeograph(c); }
constexpr char32_t Lower(char32_t c) {
  if (c >= U'A' && c <= U'Z') return c + 32;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c >= 0x391 && c <= 0x3A9) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  return c;
}
constexpr bool IsColon(char32_t c) { return c == U':' || c == 0xFF1A; }
constexpr bool EndsSentence(char32_t c) { return c == U'.' || c == U'!' || c == U'?' || c == 0x3002; }
constexpr bool EndsClause(char32_t c) { return EndsSentence(c) || IsColon(c) || c == U';' || c == 0xFF1B; }
constexpr bool IsComparator(char32_t c) {
  return c == U'<' || c == U'>' || c == U'=' || c == 0x2264 || c == 0x2265 || c == 0x2266 || c == 0x2267;
}

// ASCII letters, made small, and digits; 0 for what belongs to no word. Nearly all of a text is found here.
inline constexpr auto kAsciiLower = [] {
  std::array<char32_t, 128> lower{};
  for (char32_t c = 0; c < 128; ++c) lower[c] = IsAsciiLetter(c) || IsDigit(c) ? Lower(c) : U'\0';
  return lower;
}();

using View = std::u32string_view;

inline char32_t At(View text, int i) { return i >= 0 && i < static_cast<int>(text.size()) ? text[static_cast<std::size_t>(i)] : U'\0'; }
inline View Sub(View text, Span s) { return text.substr(static_cast<std::size_t>(s.begin), static_cast<std::size_t>(s.length())); }
// The span without the space at its ends; empty at its begin when it holds only space.
Span Trim(View text, Span span);
// Do these ASCII letters, small ones, stand anywhere in the span, in any case?
bool Contains(View text, Span span, std::string_view lower);
// Does an ASCII word or phrase, in lower case, stand at this place, in any case?
bool StartsWith(View text, Span span, std::string_view lower);

// A word's identity, whatever its case.
using WordHash = std::uint64_t;
constexpr WordHash kWordSeed = 14695981039346656037ULL;
constexpr WordHash MixLetter(WordHash h, char32_t lower) { return (h ^ lower) * 1099511628211ULL; }
// Of a word in UTF-8, lower case.
constexpr WordHash W(std::string_view lower) {
  WordHash h = kWordSeed;
  for (std::size_t i = 0; i < lower.size();) {
    const auto byte = [&](std::size_t k) { return static_cast<char32_t>(static_cast<unsigned char>(lower[k])); };
    const bool two = byte(i) >= 0xC0 && byte(i) < 0xE0 && i + 1 < lower.size();
    h = MixLetter(h, two ? ((byte(i) & 0x1F) << 6 | (byte(i + 1) & 0x3F)) : byte(i));
    i += two ? 2 : 1;
  }
  return h;
}

struct Word {
  Span span;
  WordHash hash = 0;
};

// Reads the words of a span one after the other, for those who may stop early.
class WordCursor {
 public:
  WordCursor(View text, Span span) : text_(text), at_(std::max(span.begin, 0)), end_(std::min(span.end, static_cast<int>(text.size()))) {}
  bool Next(Word& word);

 private:
  View text_;
  int at_, end_;
};

// Letters and digits of a span, at most `limit` words. Apostrophes split ("patient's": patient, s), and so does a capital
// after a small letter ("InclusionCriteria": two words). Numeric entities are none.
std::vector<Word> SplitWords(View text, Span span, std::size_t limit);

class WordSet {
 public:
  explicit WordSet(std::string_view words);  // lower case, separated by spaces
  bool Has(WordHash hash) const {
    for (std::size_t slot = hash & (slots_.size() - 1); slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
      if (slots_[slot] == hash) return true;
    }
    return false;
  }
  bool Has(const Word& word) const { return Has(word.hash); }

 private:
  std::vector<WordHash> slots_;  // open addressing, a power of two; 0 is free
};

}  // namespace eligo::outline
