#include "match/day_classes.h"

#include <algorithm>

namespace eligo::match {
namespace {

// Ends of windows and courses lie a day or two to either side of a turn; months are clamped to their ends.
constexpr int kBeside = 4, kBesideMonths = 9;

}  // namespace

DayClasses::DayClasses(const std::vector<Period>& moves, Date as_of) {
  for (const Period& by : moves) {
    const int beside = by.months != 0 ? kBesideMonths : kBeside;
    const int turn = Add(as_of, -by).day;
    for (int day = turn - beside; day <= turn + beside + 1; ++day) edges_.push_back(day);
  }
  std::sort(edges_.begin(), edges_.end());
  edges_.erase(std::unique(edges_.begin(), edges_.end()), edges_.end());
}

std::uint32_t DayClasses::Of(std::int32_t day) const {
  // As std::upper_bound, without branches that nobody can foretell.
  const std::int32_t* from = edges_.data();
  for (std::size_t left = edges_.size(); left > 0;) {
    const std::size_t half = (left + 1) / 2;
    from += from[half - 1] <= day ? half : 0;
    left -= half;
  }
  return static_cast<std::uint32_t>(from - edges_.data());
}

}  // namespace eligo::match
