// Times: how often something happened, and how far apart ("two results at least 12 weeks apart").
//
// Of one day without times of day, one counts. What may have happened, or on a day that is not fully known, counts among the most
// there were, not among the least; with `apart`, each counted one lies as far as asked from the one before.
// Tested by test/match/times.txt and, against every choice of days, by test/match/random_test.cc.
#pragma once

#include <optional>
#include <vector>

#include "logic/fact.h"
#include "match/leaf.h"

namespace eligo::match {

struct Happened {
  DateInterval day;
  int minute = records::kNoMinute;
  Truth counts = Truth::kTrue;
};

// The least and the most there were of those on record.
struct Counted {
  int least = 0, most = 0;
};
Counted Count(std::vector<Happened> all, const std::optional<Period>& apart);

// Against the bound. On record is the least there was; presumed, or where the domain is closed, it is all.
Reading CountHolds(Counted counted, const logic::CountBound& bound, bool absent, bool closed);

}  // namespace eligo::match
