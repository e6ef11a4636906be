// DayClasses: days sorted by what they come to, counted from as-of: two days of one class lie between the same turns (turns.h).
#pragma once

#include <cstdint>
#include <vector>

#include "base/date.h"

namespace eligo::match {

class DayClasses {
 public:
  // Of nothing there is one class.
  DayClasses() = default;
  // A day may turn something when a step of one of these lengths leads from it to as-of, or near it: those days are told apart one by one.
  DayClasses(const std::vector<Period>& moves, Date as_of);

  std::uint32_t Of(std::int32_t day) const;
  std::uint32_t count() const { return static_cast<std::uint32_t>(edges_.size() + 1); }

 private:
  std::vector<std::int32_t> edges_;  // days with which another class begins, sorted
};

}  // namespace eligo::match
