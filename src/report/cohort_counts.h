// CohortCounts: what the verdicts of one cohort add up to, for those who read a worklist.
//
// A worklist of many patients lists only some of them; the counts are of everyone who was judged. Made of the rows (worklist.h), or of
// what was counted without a word of why. Tested by test/report/worklist_test.cc.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "logic/protocol.h"
#include "verdict/tally.h"
#include "verdict/verdict.h"

namespace eligo::report {

// How many verdicts of each kind, indexed by verdict::Overall.
struct OverallCounts {
  std::array<std::size_t, 4> strict{};
  std::array<std::size_t, 4> presumed{};
};

// What one criterion does to the patients it was judged for (presumed reading).
struct Attrition {
  std::size_t pass = 0, fail = 0, unknown = 0;
  std::size_t only = 0;  // patients whom nothing else stops
};

// The places of its cohorts; -1 alone where it has none.
std::vector<int> CohortsOf(const logic::Protocol& protocol);

struct CohortCounts {
  int cohort = -1;  // its place in the protocol; -1 where that has none
  std::size_t judged = 0;
  OverallCounts overall;
  std::vector<Attrition> criteria;  // one per criterion of the protocol, in its order
  bool starred = false;             // some criterion stops somebody in the presumed reading only

  // Of some patients of the same cohort.
  void Add(const CohortCounts& more);
};

// `tally` is of that cohort.
CohortCounts CountsOf(const logic::Protocol& protocol, int cohort, const verdict::Tally& tally);

// Whether a patient has a row in a list too long to hold everyone: those whom nothing stops, or one criterion alone. Who has
// died is stopped, be it by no criterion.
constexpr bool WorthListing(verdict::Overall presumed, std::size_t fails) {
  return presumed != verdict::Overall::kIneligible || fails == 1;
}
// The same of all patients of a tally.
verdict::Bits WorthListing(const verdict::Tally& tally);

}  // namespace eligo::report
