// RoutineTest: conditions that tests decide (contract section 3.2): HBV, HCV, HIV, syphilis, TB, pregnancy.
//
// Terms say which measurement is the test of which condition. A positive test shows the condition, a negative one that it is
// not there; what is not there at all is not there in one of its forms either.
// Tested by test/match/condition.txt.
#pragma once

#include "match/result.h"

namespace eligo::match {

// A pregnancy that nobody closed in the record is over by then, and a test of it says no more: 43 weeks.
inline constexpr int kPregnancyDays = 301;

// Silence about pregnancy is absence only outside 12-55 years or for a woman known to be infertile.
bool PregnancyMayBeSilent(const Subject& subject, Date day);

// Results of the condition's tests: true when one is positive, false when all there are are negative.
struct Tests {
  Reading reading;  // unknown without results
  bool any = false;
  EvidenceList evidence;
  std::string says;
};
Tests TestsFor(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);

}  // namespace eligo::match
