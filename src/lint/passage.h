// Passage: the words of one item (of a monstrous one, a piece), folded, with their places and what stands between them.
//
// Rules about wording look at folded words, so that "Diseases" and "disease" are one word, and at how far two neighbours are
// parted: a phrase may not run over a full stop.
// Tested by test/lint/*.txt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "source/protocol.h"
#include "terms/terms.h"

namespace eligo::lint {

// What stands before a word: only blanks, hyphens or quotes; a comma, slash, bracket or operator; a semicolon or colon; a full stop,
// or the begin of an entry of a list.
enum class Gap { kNone, kComma, kColon, kStop };

struct Word {
  std::string text;  // folded
  Span span;         // in the document
  Gap gap = Gap::kStop;
};

// A run of words that the lexicon knows.
struct Named {
  std::size_t first = 0, last = 0;  // words, last one included
  Span span;
  std::vector<terms::ConceptId> concepts;
};

struct Passage {
  int item = 0;  // index into source::Protocol::items
  source::Kind kind = source::Kind::kInclusion;
  int cohort = -1;
  Span span;
  std::u32string_view document;  // the whole text
  std::vector<Word> words;
  std::vector<Named> names;

  char32_t At(int place) const {
    return place >= 0 && place < static_cast<int>(document.size()) ? document[static_cast<std::size_t>(place)] : U'\0';
  }
  // The words as they stand in the document.
  std::string Said(Span part) const;
  Span Between(std::size_t first, std::size_t last) const { return {words[first].span.begin, words[last].span.end}; }
  // The first and last word of the run around `word` that no gap of `strength` or more divides.
  std::size_t RunBegin(std::size_t word, Gap strength) const;
  std::size_t RunEnd(std::size_t word, Gap strength) const;
  // The first word that begins at or after a place; words.size() when there is none.
  std::size_t WordAt(int place) const;
};

std::vector<Passage> Passages(const source::Protocol& source, const terms::Terms& terms);

}  // namespace eligo::lint
