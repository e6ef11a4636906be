// FailingDays: from which day on a criterion fails, and from which no longer, by the turns of its leaves.
//
// In the presumed reading, were the record to stay as it is. A leaf without a verdict is unknown throughout.
// Tested by test/forecast.
#pragma once

#include <vector>

#include "logic/protocol.h"
#include "verdict/verdict.h"

namespace eligo::verdict {

// A leaf's presumed truth on the as-of day, and later.
struct LeafCourse {
  Truth now = Truth::kUnknown;
  const std::vector<Turn>* turns = nullptr;  // may be null: it stays

  Truth On(Date day) const;
};

class FailingDays {
 public:
  // `leaves`: those of the expression as logic::Evaluate numbers them.
  FailingDays(const logic::Criterion& criterion, const std::vector<LeafCourse>& leaves, Date as_of);

  bool On(Date day) const;
  // The as-of day, and each day on which it begins to fail or ceases to.
  std::vector<Date> Changes() const;
  // Of a criterion that fails on the as-of day: the first day on which it does not.
  DayAhead Clears() const { return steps_.size() > 1 ? DayAhead(steps_[1].from) : DayAhead(); }

 private:
  struct Step {
    Date from;
    bool fails = false;
  };
  std::vector<Step> steps_;  // by day, neighbours differ
};

// Of one criterion as it was judged.
FailingDays CourseOf(const logic::Criterion& criterion, const CriterionVerdict& judged, Date as_of);

}  // namespace eligo::verdict
