#include "verdict/funnel.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string>
#include <unordered_map>
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

std::size_t CountOf(const Mask& mask) { return static_cast<std::size_t>(std::count(mask.begin(), mask.end(), true)); }

}  // namespace

void Stops::Add(const Mask& fails, const Mask& unknown) {
  CHECK(fails.size() == size_ && unknown.size() == size_);
  Group& group = groups_[fails];
  group.unknown.resize(size_);
  ++group.patients;
  for (std::size_t i = 0; i < size_; ++i) group.unknown[i] += unknown[i] ? 1 : 0;
}

void Stops::Add(const Tally::Side& side, const Bits& which) {
  CHECK(side.fails.size() == size_ && side.unknown.size() == size_);
  // Patients of one word of bits by their masks, a mask a lane.
  const std::size_t words = (size_ + kBitsAWord - 1) / kBitsAWord;
  struct Found {
    std::size_t patients = 0;
    std::vector<std::uint32_t> unknown;
  };
  std::unordered_map<std::string, std::size_t> known;  // by the bytes of the mask
  std::vector<Found> found;
  std::vector<std::uint64_t> masks(kBitsAWord * words);
  std::array<std::size_t, kBitsAWord> of{};
  for (std::size_t w = 0; w < which.size(); ++w) {
    if (which[w] == 0) continue;
    std::fill(masks.begin(), masks.end(), 0);
    for (std::size_t c = 0; c < size_; ++c) {
      for (std::uint64_t left = side.fails[c][w] & which[w]; left != 0; left &= left - 1)
        masks[static_cast<std::size_t>(std::countr_zero(left)) * words + c / kBitsAWord] |= std::uint64_t{1} << (c % kBitsAWord);
    }
    std::string key;
    for (std::uint64_t left = which[w]; left != 0; left &= left - 1) {
      const auto lane = static_cast<std::size_t>(std::countr_zero(left));
      key.assign(reinterpret_cast<const char*>(&masks[lane * words]), words * sizeof(std::uint64_t));
      const auto [at, added] = known.try_emplace(key, found.size());
      if (added) found.push_back({0, std::vector<std::uint32_t>(size_)});
      of[lane] = at->second;
      ++found[at->second].patients;
    }
    for (std::size_t c = 0; c < size_; ++c) {
      for (std::uint64_t left = side.unknown[c][w] & which[w]; left != 0; left &= left - 1)
        ++found[of[static_cast<std::size_t>(std::countr_zero(left))]].unknown[c];
    }
  }
  for (const auto& [key, place] : known) {
    Mask mask(size_);
    for (std::size_t c = 0; c < size_; ++c) {
      std::uint64_t word = 0;
      std::memcpy(&word, key.data() + c / kBitsAWord * sizeof word, sizeof word);
      mask[c] = (word >> (c % kBitsAWord) & 1) != 0;
    }
    Group& group = groups_[mask];
    group.unknown.resize(size_);
    group.patients += found[place].patients;
    for (std::size_t c = 0; c < size_; ++c) group.unknown[c] += found[place].unknown[c];
  }
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
    const bool only_they = CountOf(fails) == 2;
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

void Funnel::Add(const Tally& tally) {
  const auto count = [](const Bits& bits) {
    std::size_t sum = 0;
    for (const std::uint64_t word : bits) sum += static_cast<std::size_t>(std::popcount(word));
    return sum;
  };
  judged += count(tally.judged);
  deceased += count(tally.deceased);
  for (std::size_t i = 0; i < strict_overall.size(); ++i) {
    strict_overall[i] += count(tally.strict.overall[i]);
    presumed_overall[i] += count(tally.presumed.overall[i]);
  }
  Bits alive = tally.judged;
  for (std::size_t w = 0; w < alive.size(); ++w) alive[w] &= ~tally.deceased[w];
  strict.Add(tally.strict, alive);
  presumed.Add(tally.presumed, alive);
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
