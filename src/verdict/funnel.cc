#include "verdict/funnel.h"

#include <algorithm>
#include <utility>

#include "base/result.h"

namespace eligo::verdict {
namespace {

bool Meet(const Mask& a, const Mask& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] && b[i]) return true;
  }
  return false;
}

std::size_t Bits(const Mask& mask) { return static_cast<std::size_t>(std::count(mask.begin(), mask.end(), true)); }

}  // namespace

void Stops::Add(const Mask& fails, const Mask& unknown) {
  CHECK(fails.size() == size_ && unknown.size() == size_);
  Group& group = groups_[fails];
  group.unknown.resize(size_);
  ++group.patients;
  for (std::size_t i = 0; i < size_; ++i) group.unknown[i] += unknown[i] ? 1 : 0;
}

void Stops::Merge(const Stops& other) {
  CHECK(other.size_ == size_);
  for (const auto& [fails, more] : other.groups_) {
    Group& group = groups_[fails];
    group.unknown.resize(size_);
    group.patients += more.patients;
    for (std::size_t i = 0; i < size_; ++i) group.unknown[i] += more.unknown[i];
  }
}

std::size_t Stops::In(const Mask& asked) const {
  CHECK(asked.size() == size_);
  std::size_t in = 0;
  for (const auto& [fails, group] : groups_) in += Meet(fails, asked) ? 0 : group.patients;
  return in;
}

std::size_t Stops::Fails(std::size_t criterion) const {
  std::size_t patients = 0;
  for (const auto& [fails, group] : groups_) patients += fails[criterion] ? group.patients : 0;
  return patients;
}

std::size_t Stops::OnlyFails(std::size_t criterion) const {
  Mask alone(size_);
  alone[criterion] = true;
  const auto found = groups_.find(alone);
  return found == groups_.end() ? 0 : found->second.patients;
}

std::size_t Stops::Unknown(std::size_t criterion) const {
  std::size_t patients = 0;
  for (const auto& [fails, group] : groups_) patients += group.unknown[criterion];
  return patients;
}

std::vector<Step> Stops::InOrder(const std::vector<std::size_t>& order) const {
  std::vector<Step> steps;
  Mask asked(size_);
  std::size_t before = In(asked);
  for (const std::size_t criterion : order) {
    asked[criterion] = true;
    Step step{criterion, 0, 0, 0};
    for (const auto& [fails, group] : groups_) {
      if (Meet(fails, asked)) continue;
      step.in += group.patients;
      step.unknown += group.unknown[criterion];
    }
    step.out = before - step.in;
    before = step.in;
    steps.push_back(step);
  }
  return steps;
}

std::vector<std::size_t> Stops::BestOrder() const {
  std::vector<std::size_t> order;
  Mask asked(size_);
  for (;;) {
    std::vector<std::size_t> out(size_);
    for (const auto& [fails, group] : groups_) {
      if (Meet(fails, asked)) continue;
      for (std::size_t i = 0; i < size_; ++i) out[i] += fails[i] ? group.patients : 0;
    }
    const auto most = std::max_element(out.begin(), out.end());
    if (most == out.end() || *most == 0) return order;
    order.push_back(static_cast<std::size_t>(most - out.begin()));
    asked[order.back()] = true;
  }
}

std::vector<Pair> Stops::Pairs(std::size_t at_most) const {
  std::map<std::pair<std::size_t, std::size_t>, Pair> found;
  for (const auto& [fails, group] : groups_) {
    const bool only_they = Bits(fails) == 2;
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t j = i + 1; fails[i] && j < size_; ++j) {
        if (!fails[j]) continue;
        Pair& pair = found[{i, j}];
        pair.together += group.patients;
        pair.only_they += only_they ? group.patients : 0;
      }
    }
  }
  std::vector<Pair> pairs;
  pairs.reserve(found.size());
  for (const auto& [of, pair] : found) pairs.push_back({of.first, of.second, pair.together, pair.only_they});
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.together > b.together; });
  if (pairs.size() > at_most) pairs.resize(at_most);
  return pairs;
}

void Funnel::Add(const PatientVerdict& verdict) {
  ++judged;
  ++strict_overall[static_cast<std::size_t>(verdict.strict)];
  ++presumed_overall[static_cast<std::size_t>(verdict.presumed)];
  if (verdict.deceased()) {
    ++deceased;
    return;
  }
  const auto add = [&](Outcome CriterionVerdict::*reading, Stops& stops) {
    Mask fails;
    Mask unknown;
    for (const CriterionVerdict& criterion : verdict.criteria) {
      fails.push_back(criterion.*reading == Outcome::kFail);
      unknown.push_back(criterion.*reading == Outcome::kUnknown);
    }
    stops.Add(fails, unknown);
  };
  add(&CriterionVerdict::strict, strict);
  add(&CriterionVerdict::presumed, presumed);
}

void Funnel::Merge(const Funnel& other) {
  judged += other.judged;
  deceased += other.deceased;
  strict.Merge(other.strict);
  presumed.Merge(other.presumed);
  for (std::size_t i = 0; i < strict_overall.size(); ++i) {
    strict_overall[i] += other.strict_overall[i];
    presumed_overall[i] += other.presumed_overall[i];
  }
}

}  // namespace eligo::verdict
