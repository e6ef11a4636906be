#include "report/small_counts.h"

#include <algorithm>

namespace eligo::report {

std::string Shown::Text() const {
  std::string number = std::to_string(count);
  switch (how) {
    case How::kExact: return number;
    case How::kBelow: return '<' + number;
    case How::kAbove: return '>' + number;
    case How::kAtLeast: return ">=" + number;
  }
  return number;
}

Shown SmallCounts::Show(std::size_t count, const std::vector<Shown>& beside) const {
  if (Small(count)) return {Shown::How::kBelow, least_};
  if (count == 0) return {};
  for (const Shown& other : beside) {
    if (!other.exact()) continue;
    if (count > other.count && Small(count - other.count)) return {Shown::How::kAtLeast, std::max(least_, other.count)};
    if (count >= other.count || !Small(other.count - count)) continue;
    // Of 12, ">2" would say less than ">=10".
    if (other.count < 2 * least_) return {Shown::How::kAtLeast, least_};
    return {Shown::How::kAbove, other.count - least_};
  }
  return {Shown::How::kExact, count};
}

std::vector<Shown> SmallCounts::ShowClasses(const std::vector<std::size_t>& counts, const std::vector<Shown>& beside) const {
  std::vector<Shown> shown;
  shown.reserve(counts.size());
  for (const std::size_t count : counts) shown.push_back(Show(count, beside));
  for (;;) {
    std::size_t sum = 0;
    Shown* least = nullptr;
    for (Shown& one : shown) {
      if (!one.exact() || one.count == 0) continue;
      sum += one.count;
      if (least == nullptr || one.count <= least->count) least = &one;
    }
    // A patient in two classes makes the sum larger; a sum above the whole tells nothing.
    const bool told = std::any_of(beside.begin(), beside.end(),
                                  [&](const Shown& other) { return other.exact() && other.count > sum && Small(other.count - sum); });
    if (least == nullptr || !told) return shown;
    *least = {Shown::How::kAtLeast, least_};
  }
}

}  // namespace eligo::report
