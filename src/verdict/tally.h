// Tally: what became of many patients in one cohort of a protocol, as bits: for counting, without a word of why.
//
// A bit a patient, 64 a word, in the order of the records; bits past the last patient are unset.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace eligo::verdict {

using Bits = std::vector<std::uint64_t>;
inline constexpr std::size_t kBitsAWord = 64;
constexpr std::size_t WordsFor(std::size_t patients) { return (patients + kBitsAWord - 1) / kBitsAWord; }
inline bool Has(const Bits& bits, std::size_t patient) { return (bits[patient / kBitsAWord] >> (patient % kBitsAWord) & 1) != 0; }

struct Tally {
  struct Side {
    std::vector<Bits> fails, unknown;  // [criterion, in the order of the protocol]
    std::array<Bits, 4> overall;       // by Overall
  };

  std::size_t patients = 0;
  Bits judged;    // those whom the cohort takes; no other bit is set for others
  Bits deceased;  // of those
  Side strict, presumed;
};

}  // namespace eligo::verdict
