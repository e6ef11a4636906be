// Funnel: whom the criteria of a protocol stop: in order, alone, in pairs. Exact counts: who may see them is for the report to decide.
//
// Patients are kept as counts of equal masks (which criteria fail), so that memory follows the ways to fail, not the patients; every
// order can be counted from them. The deceased are out before the first criterion and are in no mask.
// Tested by test/report/funnel_counts_test.cc.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "verdict/tally.h"
#include "verdict/verdict.h"

namespace eligo::verdict {

using Mask = std::vector<bool>;  // one bit a criterion, in the order of the protocol

// What one criterion does when it is asked after others.
struct Step {
  std::size_t criterion = 0;
  std::size_t out = 0;      // stopped by it and by none before
  std::size_t in = 0;       // stopped by none so far
  std::size_t unknown = 0;  // of those, in whom it is unknown
};

struct Pair {
  std::size_t first = 0, second = 0;
  std::size_t together = 0;   // patients whom both stop
  std::size_t only_they = 0;  // of those, whom nothing else stops
};

// One reading.
class Stops {
 public:
  explicit Stops(std::size_t criteria) : size_(criteria) {}

  void Add(const Mask& fails, const Mask& unknown);
  // The patients of `which`.
  void Add(const Tally::Side& side, const Bits& which);
  void Merge(const Stops& other);

  std::size_t size() const { return size_; }
  // Patients whom none of the asked criteria stops.
  std::size_t In(const Mask& asked) const;
  std::size_t Fails(std::size_t criterion) const;
  std::size_t OnlyFails(std::size_t criterion) const;  // and no other
  std::size_t Unknown(std::size_t criterion) const;
  std::vector<Step> InOrder(const std::vector<std::size_t>& order) const;
  // First the criterion that stops most, then the one that stops most of the rest, until none stops anyone; ties as in the protocol.
  std::vector<std::size_t> BestOrder() const;
  // Pairs that stop someone together: most patients first, ties as in the protocol.
  std::vector<Pair> Pairs(std::size_t at_most) const;

 private:
  struct Group {
    std::size_t patients = 0;
    std::vector<std::size_t> unknown;  // by criterion
  };
  std::size_t size_;
  std::map<Mask, Group> groups_;  // by what fails
};

// A protocol's cohort, or all patients of one without cohorts.
struct Funnel {
  // `criteria`: how many a patient of the cohort is judged by.
  explicit Funnel(std::size_t criteria) : strict(criteria), presumed(criteria) {}

  void Add(const PatientVerdict& verdict);
  void Add(const Tally& tally);
  void Merge(const Funnel& other);

  std::size_t judged = 0, deceased = 0;
  Stops strict, presumed;
  std::array<std::size_t, 4> strict_overall{}, presumed_overall{};  // by Overall
};

}  // namespace eligo::verdict
