#include "outline/text.h"

#include <algorithm>
#include <bit>

namespace eligo::outline {

namespace {

// The length of "&#xD;" or "&#10;" at this place, 0 when there is none: its letters are no word.
int EntityLength(View text, int at, int end) {
  if (At(text, at) != U'&' || At(text, at + 1) != U'#') return 0;
  for (int i = at + 2; i < end && i < at + 9; ++i) {
    if (At(text, i) == U';') return i + 1 - at;
  }
  return 0;
}

}  // namespace

Span Trim(View text, Span span) {
  while (span.begin < span.end && IsSpace(At(text, span.begin))) ++span.begin;
  while (span.end > span.begin && IsSpace(At(text, span.end - 1))) --span.end;
  return span;
}

bool StartsWith(View text, Span span, std::string_view lower) {
  if (span.length() < static_cast<int>(lower.size())) return false;
  int at = span.begin;
  for (const char c : lower) {
    if (Lower(At(text, at++)) != static_cast<char32_t>(c)) return false;
  }
  return true;
}

bool Contains(View text, Span span, std::string_view lower) {
  const auto length = static_cast<int>(lower.size());
  std::uint32_t letters = 0;
  bool word = true;  // letters only
  for (const char c : lower) {
    word = word && c >= 'a' && c <= 'z';
    if (word) letters |= 1U << (c - 'a');
  }
  const int last = std::min(span.end, static_cast<int>(text.size())) - length;
  for (int i = std::max(span.begin, 0); i <= last;) {
    // Most places end in a character that stands nowhere in the word: nothing before its end is one.
    const char32_t c = (text[static_cast<std::size_t>(i + length - 1)] | 0x20) - U'a';
    if (word && (c >= 26 || (letters >> c & 1) == 0)) {
      i += length;
    } else if (StartsWith(text, {i, span.end}, lower)) {
      return true;
    } else {
      ++i;
    }
  }
  return false;
}

bool WordCursor::Next(Word& word) {
  const char32_t* const text = text_.data();
  const int end = end_;
  int at = at_;
  while (at < end) {
    const char32_t c = text[at];
    if (c < 0x80 ? kAsciiLower[c] != 0 : IsLetter(c) || IsDigit(c)) break;
    at += c == U'&' ? std::max(1, EntityLength(text_, at, end)) : 1;
  }
  const int begin = at;
  WordHash hash = kWordSeed;
  bool small = false;
  for (; at < end; ++at) {
    char32_t c = text[at];
    if (c - U'a' < 26) {  // a run of small letters, as most of a word is
      do {
        hash = MixLetter(hash, c);
        if (++at == end) break;
        c = text[at];
      } while (c - U'a' < 26);
      small = true;
      if (at == end) break;
    }
    if (c < 0x80) {
      const char32_t lower = kAsciiLower[c];
      if (lower == 0 || (small && c != lower)) break;
      hash = MixLetter(hash, lower);
      small = c >= U'a';
      continue;
    }
    if (!IsLetter(c) && !IsDigit(c)) break;
    if (small && IsUpper(c)) break;
    hash = MixLetter(hash, Lower(c));
    small = IsLower(c);
  }
  at_ = at;
  if (begin >= end) return false;
  word = {{begin, at}, hash};
  return true;
}

std::vector<Word> SplitWords(View text, Span span, std::size_t limit) {
  std::vector<Word> words;
  words.reserve(std::min(limit, static_cast<std::size_t>(span.length()) / 5 + 2));
  WordCursor cursor(text, span);
  Word word;
  while (words.size() < limit && cursor.Next(word)) words.push_back(word);
  return words;
}

WordSet::WordSet(std::string_view words) {
  std::vector<WordHash> hashes;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    if (end > at) hashes.push_back(W(words.substr(at, end - at)));
    at = end + 1;
  }
  slots_.assign(std::bit_ceil(hashes.size() * 2 + 2), 0);
  for (const WordHash h : hashes) {
    std::size_t slot = h & (slots_.size() - 1);
    while (slots_[slot] != 0 && slots_[slot] != h) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = h;
  }
}

}  // namespace eligo::outline
