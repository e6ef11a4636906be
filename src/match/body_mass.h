// BodyMass: the body mass index from weight and height, where no index is on record.
//
// The latest weight counts as a result of the index would: within its validity or the window. An adult's height has no age limit, anybody
// else's must be as recent as the weight. Several values of one day make an interval.
// Tested by test/match/measurement.txt.
#pragma once

#include <optional>

#include "match/kernels.h"

namespace eligo::match {

inline constexpr std::string_view kBodyMassIndex = "bmi";

// Nothing when weight or height is not on record, or the fact asks for more than a limit.
std::optional<LeafResult> FromWeightAndHeight(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);

}  // namespace eligo::match
