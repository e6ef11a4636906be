// Weight: the body weight by which doses and results per kg are taken.
// Tested by test/match/dose.txt and test/match/measurement.txt.
#pragma once

#include <optional>

#include "match/leaf.h"

namespace eligo::match {

// The lightest and the heaviest that the record knows the patient, in kg.
std::optional<records::Number> WeightOf(const Subject& subject);
// A dose or a result over the weight; anything at all where there is no weight, save nothing, which is nothing.
records::Number PerKg(const records::Number& amount, const std::optional<records::Number>& weight);

}  // namespace eligo::match
