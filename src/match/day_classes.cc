#include "match/day_classes.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace eligo::match {
namespace {

// Ends of windows and courses lie a day or two to either side of a turn; months are clamped to their ends.
constexpr int kBeside = 4, kBesideMonths = 9;
// Eleven years.
constexpr std::int32_t kListed = 4096;

}  // namespace

DayClasses::DayClasses(const std::vector<Period>& moves, Date as_of) {
  for (const Period& by : moves) {
    const int beside = by.months != 0 ? kBesideMonths : kBeside;
    const int turn = Add(as_of, -by).day;
    for (int day = turn - beside; day <= turn + beside + 1; ++day) edges_.push_back(day);
  }
  std::sort(edges_.begin(), edges_.end());
  edges_.erase(std::unique(edges_.begin(), edges_.end()), edges_.end());
  if (edges_.size() > std::numeric_limits<std::uint16_t>::max()) return;
  latest_ = as_of.day;
  std::vector<std::uint16_t> classes;
  classes.reserve(kListed);
  for (std::int32_t back = 0; back < kListed; ++back) classes.push_back(static_cast<std::uint16_t>(Search(latest_ - back)));
  classes_ = std::move(classes);
}

std::uint32_t DayClasses::Search(std::int32_t day) const {
  return static_cast<std::uint32_t>(std::upper_bound(edges_.begin(), edges_.end(), day) - edges_.begin());
}

}  // namespace eligo::match
