// Taken: what is taken of some drugs on every day there is, as stretches of days that are alike. Worked out once for a patient; windows
// and limits are held against it. Tested by test/match/{drug,dose}.txt.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "match/dose.h"

namespace eligo::match {

struct TakenState {
  // Whether a course runs; of what the record is silent about, kFalse.
  Truth on = Truth::kFalse, presumed_on = Truth::kFalse;
  records::Number dose, presumed_dose;  // DoseOn(), where there are doses
  bool operator==(const TakenState&) const = default;
};
struct TakenStretch : TakenState {
  Date first;  // it lasts until the next one begins
};
using Taken = std::vector<TakenStretch>;

// `doses` of the courses, or nullptr. `closed`: the record is complete about drugs.
Taken TakenOf(std::span<const Course> courses, const Doses* doses, bool closed);
// The stretches that share a day with [first, last].
std::span<const TakenStretch> Among(const Taken& taken, Date first, Date last);

}  // namespace eligo::match
