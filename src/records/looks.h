// Looks: the rows of a timeline as numbers, for telling which patients' rows are alike.
//
// A look is a row without its days, its hour, its source and how its concept was found; thousands of rows have few of them.
// Tested by test/records/looks_test.cc.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "records/timeline.h"

namespace eligo::records {

inline constexpr std::int32_t kNoDay = std::numeric_limits<std::int32_t>::min();

struct Seen {
  std::uint32_t look = 0;
  std::int32_t start = kNoDay, end = kNoDay, recorded = kNoDay;
};

class Looks {
 public:
  // Of rows that cannot be told by look and days: a partial date, times that order rows of one day.
  static constexpr std::uint32_t kOdd = 0;

  explicit Looks(const Timeline& timeline);
  // One patient's rows in the order of the timeline.
  std::span<const Seen> Of(PatientIndex patient) const;
  // Whether rows of the look go on.
  bool Ongoing(std::uint32_t look) const { return ongoing_[look]; }
  // Too many looks to be worth it: nothing is kept.
  bool overflown() const { return overflown_; }
  // What a pass over all patients may read.
  std::size_t bytes() const { return rows_.size() * sizeof(Seen) + first_.size() * sizeof first_[0]; }

 private:
  const Timeline& timeline_;
  std::vector<std::size_t> first_;  // by place; one more for the end
  std::vector<Seen> rows_;
  std::vector<bool> ongoing_;  // by look
  bool overflown_ = false;
};

}  // namespace eligo::records
