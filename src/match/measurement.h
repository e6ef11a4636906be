// Measurement: what other kernels ask of test results.
#pragma once

#include <string>

#include "match/result.h"

namespace eligo::match {

// The whole question that a fact puts to one result: limit, answer, category, method and specimen.
Reading AskOfResult(const records::Row& row, const PreparedFact& fact, terms::ConceptId id, const Subject& subject, std::string& unsure);
// Was the result got by one of the fact's methods? Unknown when the record does not say.
Truth ByMethod(const records::Row& row, const logic::Fact& fact, const terms::Concept& c, const Subject& subject);
Truth InSpecimen(const logic::Fact& fact, const terms::Concept& c);
// Which of several results the fact means. "lowest >= 5" is all, "lowest < 5" is any; what is to lie between two limits is asked limb by
// limb (JudgeExtreme). `problem` says why it cannot be told.
std::optional<logic::Pick> PickOf(const logic::Fact& fact, const TimeSpan& span, std::string& problem);

}  // namespace eligo::match
