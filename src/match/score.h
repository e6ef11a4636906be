// Score: what other kernels ask of instruments and classification criteria.
#pragma once

#include "match/kernels.h"

namespace eligo::match {

// The disease that criteria classify: as terms say, else by the end of their id ("acr_1997_sle"); "" when neither.
std::string_view DiseaseOf(const terms::Concept& criteria);

// The whole question that a fact puts to one stored total, or answer, of its instrument.
Reading AskOfScore(const records::Row& row, const PreparedFact& fact, const Subject& subject, std::string& unsure);
// Of a total: points.
bool UnitSaysNothing(std::string_view unit);
// Classification criteria: what they find does not grow old.
bool IsClassification(terms::ConceptId id, const Run& run);

// Instruments whose values are mistaken for this one's.
std::vector<std::string_view> SistersOf(std::string_view instrument);
// Ids under which terms may hold the fact's scale: of its grade of the fact's condition ("ctcae_dyspnea") first; "NYHA" is nyha or
// nyha_class.
std::vector<std::string> ScaleConcepts(const logic::Fact& fact);

// A condition "according to" the criteria named by the fact's scale (contract section 3.11), where `result` is what the
// condition alone came to: coded without a classification result it is strict unknown, presumed true.
void ApplyNamedCriteria(const logic::Fact& fact, const Subject& subject, const TimeSpan& span, LeafResult& result);

}  // namespace eligo::match
