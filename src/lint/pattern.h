// Pattern: a phrase of a table, "other|any serious|severe ..1 disease|illness", looked for in the words of a passage.
//
//   word        that word, folded as the text is ("diseases" is "disease")
//   a|b         either word
//   ?word       that word or nothing
//   ..2         up to two words of any kind
//   ^           (first) the phrase begins its sentence
//   $           (last) nothing follows in its run
//
// Between the words of a pattern stand blanks and hyphens only, unless the pattern has a comma there: "stable ,..3 dose" lets
// commas, slashes and brackets stand in the gap.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lint/passage.h"

namespace eligo::lint {

class Pattern {
 public:
  explicit Pattern(std::string_view text);

  // The number of words it takes from `word` on, as many as it can; 0 when it does not match there.
  std::size_t Match(const Passage& passage, std::size_t word) const;
  const std::vector<std::string>& first_words() const { return steps_.front().words; }

 private:
  struct Step {
    std::vector<std::string> words;  // empty for a gap
    std::size_t gap = 0;             // up to so many words
    bool optional = false;
    bool comma = false;  // what parts it from the word before may be a comma
  };
  std::optional<std::size_t> MatchFrom(const Passage& passage, std::size_t word, std::size_t step) const;

  std::vector<Step> steps_;
  bool begins_ = false, ends_ = false;
};

// A table of patterns, looked for together.
class Phrases {
 public:
  // The texts must outlive the table only while it is made.
  explicit Phrases(const std::vector<std::string_view>& patterns);

  struct Found {
    std::size_t pattern = 0;          // index into the table
    std::size_t first = 0, last = 0;  // words, last one included
  };
  // In reading order; where several match, the one that takes most words, the earlier of the table on a tie. None overlap.
  std::vector<Found> Find(const Passage& passage) const;

 private:
  std::vector<Pattern> patterns_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_first_word_;
};

}  // namespace eligo::lint
