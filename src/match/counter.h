// Counter: logic + terms + records -> tallies: what Match says of many patients, without the words, for counting.
//
// A leaf's truth is found for whole blocks of patients: by the kernel once for all who have nothing on record that it looks up (silent.h),
// by columns where the leaf and the rows are plain (plain.h), once for all whose rows look alike (alike.h), by the kernel patient by
// patient for the rest. Leaves that are equal, in one protocol or in several, are judged once. The tree goes over 64 patients a word. Does
// no I/O. Tested by test/match/counter_test.cc: the same outcomes as Match().
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "logic/protocol.h"
#include "records/records.h"
#include "terms/terms.h"
#include "verdict/settings.h"
#include "verdict/tally.h"

namespace eligo::match {

// Patients of a block: whole words of bits.
inline constexpr std::size_t kCounted = 1024;

class Counter {
 public:
  // What it is made from must outlive it; threads may share it.
  Counter(const std::vector<const logic::Protocol*>& protocols, const records::Records& records, const terms::Terms& terms,
          const verdict::Settings& settings);
  ~Counter();
  Counter(const Counter&) = delete;
  Counter& operator=(const Counter&) = delete;

  // Of patients `first` to `first + count`, as far as there are any; `first` is a multiple of 64. [protocol][cohort], one where it has
  // none.
  std::vector<std::vector<verdict::Tally>> Count(std::size_t first, std::size_t count) const;

  struct Effort {
    std::size_t leaves = 0, distinct = 0;  // in all trees; judged
    std::size_t bytes = 0;                 // of the columns that a pass may read
  };
  Effort effort() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace eligo::match
