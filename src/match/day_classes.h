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

  std::uint32_t Of(std::int32_t day) const {
    const auto back = static_cast<std::uint32_t>(latest_ - day);
    return back < classes_.size() ? classes_[back] : Search(day);
  }
  std::uint32_t count() const { return static_cast<std::uint32_t>(edges_.size() + 1); }

 private:
  std::uint32_t Search(std::int32_t day) const;

  std::vector<std::int32_t> edges_;  // days with which another class begins, sorted
  // Of the days that most rows are of: from `latest_` backwards.
  std::int32_t latest_ = 0;
  std::vector<std::uint16_t> classes_;
};

}  // namespace eligo::match
