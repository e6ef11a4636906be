#include "report/held_counts.h"

#include <algorithm>

namespace eligo::report {
namespace {

bool Holds(const verdict::Mask& whole, const verdict::Mask& part) {
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (part[i] && !whole[i]) return false;
  }
  return true;
}

}  // namespace

Shown Difference(const Shown& larger, const Shown& smaller, std::size_t difference, const SmallCounts& counts) {
  if (difference == 0 || (larger.exact() && smaller.exact())) return {Shown::How::kExact, difference};
  if (counts.Small(difference)) return {Shown::How::kBelow, counts.least()};
  // All but a few.
  if (larger.exact() && smaller.how == Shown::How::kBelow && larger.count >= 2 * counts.least())
    return {Shown::How::kAbove, larger.count - counts.least()};
  return {Shown::How::kAtLeast, counts.least()};
}

void HeldCounts::AddNested(const verdict::Mask& asked, std::vector<Shown>& beside) const {
  beside.push_back(judged_);
  for (const auto& [other, shown] : shown_) {
    if (Holds(other, asked) || Holds(asked, other)) beside.push_back(shown);
  }
  if (presumed_ == nullptr) return;
  for (const auto& [other, shown] : presumed_->shown_) {
    if (Holds(other, asked)) beside.push_back(shown);
  }
}

Shown HeldCounts::In(const verdict::Mask& asked, std::vector<Shown> beside) {
  const auto found = shown_.find(asked);
  if (found != shown_.end()) {
    if (found->second.exact()) found->second = counts_.Show(found->second.count, beside);
    return found->second;
  }
  AddNested(asked, beside);
  return shown_[asked] = counts_.Show(stops_.In(asked), beside);
}

std::size_t HeldCounts::exact() const {
  return static_cast<std::size_t>(std::count_if(shown_.begin(), shown_.end(), [](const auto& one) { return one.second.exact(); }));
}

Shown HeldCounts::InChanged(const verdict::Mask& untouched, std::size_t patients) {
  std::vector<Shown> beside;
  for (const auto& [other, shown] : shown_) {
    if (Holds(untouched, other)) beside.push_back(shown);  // those hold whom the change leaves in
  }
  beside.push_back(In(verdict::Mask(stops_.size(), true)));
  // Of two changes neither need hold the other's patients; which do is not looked into.
  beside.insert(beside.end(), changed_.begin(), changed_.end());
  if (presumed_ != nullptr) beside.insert(beside.end(), presumed_->changed_.begin(), presumed_->changed_.end());
  changed_.push_back(counts_.Show(patients, beside));
  return changed_.back();
}

}  // namespace eligo::report
