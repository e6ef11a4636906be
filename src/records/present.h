// Present: which patients are among some, a bit each with a running count a word, so that each of them has a place.
// Tested by test/records/records_test.cc.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "records/row.h"

namespace eligo::records {

class Present {
 public:
  // For patients of so many words of 64; later ones are not among them.
  void Resize(std::size_t words) { words_.resize(words); }
  void Add(std::size_t word, std::uint64_t who) { words_[word].who |= who; }
  // Once all are added: Place() may be asked.
  void Count() {
    std::uint32_t before = 0;
    for (Word& word : words_) {
      word.before = before;
      before += static_cast<std::uint32_t>(std::popcount(word.who));
    }
  }

  bool Has(PatientIndex patient) const { return (Of(patient / 64) >> (patient % 64) & 1) != 0; }
  std::uint64_t Of(std::size_t word) const { return word < words_.size() ? words_[word].who : 0; }
  // Which of them it is, counted from 0; the patient must be one.
  std::size_t Place(PatientIndex patient) const {
    const Word& word = words_[patient / 64];
    const std::uint64_t below = word.who & ((std::uint64_t{1} << (patient % 64)) - 1);
    return word.before + static_cast<std::size_t>(std::popcount(below));
  }
  std::size_t words() const { return words_.size(); }
  std::size_t bytes() const { return words_.size() * sizeof(Word); }

 private:
  struct Word {
    std::uint64_t who = 0;     // a bit a patient
    std::uint32_t before = 0;  // of those in the words before
  };
  std::vector<Word> words_;
};

}  // namespace eligo::records
