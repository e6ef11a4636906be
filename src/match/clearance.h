// Clearance: creatinine clearance by Cockcroft and Gault, from creatinine, body weight, age and sex, where no result of it is fresh.
//
//   stored result   wins while it settles the matter in the strict reading; else the computed one, if it says more
//   creatinine      the result that a stored clearance would be judged by: latest, validity, windows as in result.h; mg/dL or umol/L
//   weight          actual body weight, the latest on the creatinine's day or before, strictly no older than kWeightDays; one of later
//                   days counts when presumed. Were the ideal weight to turn the verdict round, the reading says so
//   age             completed years on the creatinine's day, from 18 on
//   sex             not known: the interval of both
//
// A measured clearance is never replaced by the formula (contract section 4.5); what it would give is told.
// Tested by test/match/clearance.txt.
#pragma once

#include "match/kernels.h"

namespace eligo::match {

inline constexpr std::string_view kClearanceUnit = "mL/min";
// Those that the formula takes.
inline constexpr std::string_view kCreatinineUnit = "mg/dL", kWeightUnit = "kg";
// A weight may be this much older than the creatinine in the strict reading; our choice, no source.
inline constexpr int kWeightDays = 90;

// What kernels ask for when a clearance is judged; part of the needed concepts.
std::vector<terms::ConceptId> ConceptsOfClearance(const terms::Terms& terms);
// For the two clearances; `measured`: what JudgeMeasurement made of the stored results.
LeafResult JudgeClearance(const PreparedFact& fact, const Subject& subject, const TimeSpan& span, LeafResult measured);
// Whether the fact asks for one of them.
bool AsksForClearance(const PreparedFact& fact, const Subject& subject);
// Whether it is the one that the formula makes.
bool IsFormulaOfClearance(const terms::Concept& c);

}  // namespace eligo::match
