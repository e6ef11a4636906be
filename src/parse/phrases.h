// Phrases: a table of phrases of several words, each with a meaning, found by the word they begin with.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "parse/token.h"

namespace eligo::parse {

template <typename Meaning>
class PhraseTable {
 public:
  struct Phrase {
    std::uint32_t begin = 0, length = 0;  // its words in words_
    Meaning meaning;
    std::size_t size() const { return length; }
  };

  // Phrases separated by |, their words by blanks, as folded or as written in small letters. Of two equal ones the first counts.
  void Add(Meaning meaning, std::string_view phrases) {
    for (std::size_t i = 0; i <= phrases.size();) {
      const std::size_t j = std::min(phrases.find('|', i), phrases.size());
      Phrase phrase{static_cast<std::uint32_t>(words_.size()), 0, meaning};
      AddWords(phrases.substr(i, j - i));
      phrase.length = static_cast<std::uint32_t>(words_.size()) - phrase.begin;
      if (phrase.length > 0) phrases_.push_back(phrase);
      i = j + 1;
    }
  }
  // After the last Add, before the first Longest.
  void Index() {
    const auto first = [&](const Phrase& p) { return words_[p.begin]; };
    std::stable_sort(phrases_.begin(), phrases_.end(), [&](const Phrase& a, const Phrase& b) {
      return std::pair(first(a).value(), b.length) < std::pair(first(b).value(), a.length);
    });
    for (const Phrase& phrase : phrases_) firsts_ |= first(phrase).bit();
    slots_.assign(std::bit_ceil(2 * phrases_.size() + 1), Slot{});
    for (std::uint32_t i = 0; i < phrases_.size(); ++i) {
      Slot& slot = SlotOf(first(phrases_[i]));
      if (slot.begin == slot.end) slot = {first(phrases_[i]), i, i};
      slot.end = i + 1;
    }
  }

  // The words that phrases begin with.
  std::vector<WordKey> Begins() const {
    std::vector<WordKey> begins;
    for (const Phrase& phrase : phrases_) begins.push_back(words_[phrase.begin]);
    return begins;
  }

  // The longest phrase that begins at `at`, or nullptr; between two equally long ones the first word as written decides.
  const Phrase* Longest(const std::vector<Token>& tokens, std::size_t at) const {
    const Token& first = tokens[at];
    if ((first.bits & firsts_) == 0) return nullptr;
    const Phrase* best = Longest(first.low.key(), tokens, at, nullptr);
    return first.text.key() == first.low.key() ? best : Longest(first.text.key(), tokens, at, best);
  }

 private:
  // The run of phrases that begin with one word, the longest first.
  struct Slot {
    WordKey word;
    std::uint32_t begin = 0, end = 0;
  };

  void AddWords(std::string_view phrase) {
    for (std::size_t i = 0; i < phrase.size();) {
      const std::size_t j = std::min(phrase.find(' ', i), phrase.size());
      if (j > i) words_.push_back(WordKey::Of(phrase.substr(i, j - i)));
      i = j + 1;
    }
  }

  Slot& SlotOf(WordKey word) { return const_cast<Slot&>(std::as_const(*this).SlotOf(word)); }
  // Open addressing; an empty run marks a free slot.
  const Slot& SlotOf(WordKey word) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = (word.value() * 0x9E3779B97F4A7C15ULL) >> 32 & mask;
    while (slots_[i].begin != slots_[i].end && slots_[i].word != word) i = (i + 1) & mask;
    return slots_[i];
  }

  const Phrase* Longest(WordKey word, const std::vector<Token>& tokens, std::size_t at, const Phrase* best) const {
    const Slot& slot = SlotOf(word);
    for (std::uint32_t k = slot.begin; k < slot.end; ++k) {
      const Phrase& phrase = phrases_[k];
      if (best != nullptr && phrase.size() <= best->size()) return best;
      if (tokens.size() - at >= phrase.size() && Matches(phrase, tokens, at)) return &phrase;
    }
    return best;
  }
  bool Matches(const Phrase& phrase, const std::vector<Token>& tokens, std::size_t at) const {
    for (std::size_t i = 1; i < phrase.length; ++i) {
      if (!tokens[at + i].Is(words_[phrase.begin + i])) return false;
    }
    return true;
  }

  std::vector<WordKey> words_;
  std::vector<Phrase> phrases_;
  std::vector<Slot> slots_;
  std::uint64_t firsts_ = 0;  // the bits of all first words; of a small table most tokens have none of them
};

}  // namespace eligo::parse
