// HeldCounts: counts of patients whom none of some criteria stops, as they may be shown.
//
// Of two sets of criteria where one holds the other, the larger leaves fewer patients; the difference are patients whom the criteria
// between them stop. So each count is held against all nested ones that were shown before it, and small differences are blurred.
// Tested by test/report/funnel_test.cc.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "report/small_counts.h"
#include "verdict/funnel.h"

namespace eligo::report {

// The difference of two counts that were held against each other: exact where both are.
Shown Difference(const Shown& larger, const Shown& smaller, std::size_t difference, const SmallCounts& counts);

class HeldCounts {
 public:
  // `presumed`: of the same patients in the presumed reading, which stops at least whom the strict one stops; null for it itself.
  // `judged`: all of them, the deceased too.
  HeldCounts(const verdict::Stops& stops, Shown judged, const SmallCounts& counts, const HeldCounts* presumed)
      : stops_(stops), judged_(judged), counts_(counts), presumed_(presumed) {}

  // `beside`: what else would give it away. One that was exact may be blurred by a later `beside`: see exact().
  Shown In(const verdict::Mask& asked, std::vector<Shown> beside = {});
  // Patients whom no criterion of a changed protocol stops; `untouched` are those it has unchanged.
  Shown InChanged(const verdict::Mask& untouched, std::size_t patients);
  // How many of the counts asked for are exact: once it stays, what was made of them holds.
  std::size_t exact() const;

 private:
  void AddNested(const verdict::Mask& asked, std::vector<Shown>& beside) const;

  const verdict::Stops& stops_;
  Shown judged_;
  const SmallCounts& counts_;
  const HeldCounts* presumed_;
  std::map<verdict::Mask, Shown> shown_;
  std::vector<Shown> changed_;
};

}  // namespace eligo::report
