// LogicAnswered: the logic of a criterion as it was read, and behind each of its lines what the record says.
//
// Things that stand in the logic only because a phrase that was not read names them are left out, as the phrase says them; `all` has them.
// Tested by test/cli/explain_test.cc.
#pragma once

#include <string>

#include "report/screening.h"
#include "terms/terms.h"

namespace eligo::report {

// What the lines are made of.
struct Answered {
  const Screening& screening;
  const Judged& judged;
  const terms::Terms& terms;
  const logic::Criterion& read;
  const verdict::CriterionVerdict& verdict;
};

std::string LogicAnswered(const Answered& of, int indent, bool all);

}  // namespace eligo::report
