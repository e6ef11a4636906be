// LabGrade: "grade 3 anemia (CTCAE)" by the laboratory, beside what is recorded of the condition.
//
//   the condition is recorded in that grade   so it is
//   else                                      the grade of the result: latest, or any in a window; where it leaves that open, unknown
//   limits that presume a normal baseline     the presumed reading only
//   recorded as absent, and a result in it    unknown
//
// Tested by test/match/lab_grade.txt.
#pragma once

#include "match/kernels.h"

namespace eligo::match {

// The test whose results grade the fact; nothing when none does.
std::optional<terms::ConceptId> GradingTest(const logic::Fact& fact, const terms::Terms& terms);
// `recorded`: what the condition's own kernel made of it; returned as it is where no result grades the fact.
LeafResult JudgeLabGrade(const PreparedFact& fact, const Subject& subject, const TimeSpan& span, LeafResult recorded);

}  // namespace eligo::match
