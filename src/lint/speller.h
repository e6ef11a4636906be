// Speller: the words of the lexicon, and which of them a written word was probably meant to be.
//
// Only long words, and only one letter dropped, added, changed or swapped (two in words of eleven letters and more, when one is
// dropped and another added): short words and larger differences find everyday words instead. Made once for many texts.
// Tested by test/lint/names.txt.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "terms/terms.h"

namespace eligo::lint {

class Speller {
 public:
  explicit Speller(const terms::Terms& terms);

  // Whether some name of the lexicon holds this folded word.
  bool Knows(std::string_view word) const;
  // The lexicon's word that `word` is near; "" when it is known, too short, or near none or several.
  std::string_view Meant(std::string_view word) const;
  // Whether two long words differ by one letter only.
  static bool OneLetterApart(std::string_view a, std::string_view b);

 private:
  std::vector<std::string> words_;                               // sorted, each once
  std::vector<std::pair<std::uint64_t, std::uint32_t>> by_key_;  // hash of a word without one of its letters -> the word
};

}  // namespace eligo::lint
