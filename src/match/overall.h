// Overall: from criteria to one word per patient and reading (contract section 2).
//
//   ineligible    some criterion fails
//   eligible      all pass
//   candidate     all would pass if every unknown leaf that a person, a visit score or a later day decides came out well
//   undetermined  otherwise: the record itself leaves something open
//
// Leaves decided by `mixed`, and unread text, count as record. A text without its exclusion or inclusion section never
// yields better than candidate. Tested by test/match/match_test.cc.
#pragma once

#include <vector>

#include "logic/kleene.h"
#include "match/leaf.h"

namespace eligo::match {

// `pass`: an inclusion that holds, an exclusion that does not.
verdict::Outcome OutcomeOf(logic::Kind kind, Truth tree);

// Can a person or a visit score change this leaf whenever it is unknown?
bool MayOpen(const logic::Expression& leaf);
// Can they, or a later day, still change this unknown leaf?
bool Open(const logic::Expression& leaf, const LeafResult& result);

// Would the criterion pass if its open leaves came out for the patient? values[n]: the truth of its n-th leaf.
bool MayPass(const logic::Criterion& criterion, const std::vector<Truth>& values, const std::vector<bool>& open);

verdict::Overall OverallOf(const std::vector<verdict::Outcome>& outcomes, bool all_may_pass, bool sections_missing);

}  // namespace eligo::match
