// RecordRow: what one row says of conditions, states, causes and exceptions. Shared by the kernels.
//
// Every answer is in three values; `unsure` gets the first reason for an unknown one, as something a person can look up.
// States that records cannot show ("uncontrolled", "symptomatic", "resected") are unknown for a recorded condition.
// Tested by test/match/condition.txt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "match/prepare.h"
#include "match/window.h"

namespace eligo::match {

struct RowAt {
  const records::Row& row;
  terms::ConceptId id;
};

// All of `states` hold. `past` says that the row's condition had ended before the anchor (its window lies back then).
Truth StateOf(RowAt at, const std::vector<std::string>& states, bool past, const Subject& subject, std::string& unsure);
// Is one of `categories` written at the row (severity, stage, grade)? "III", "class III" and "3" are one grade.
Truth CategoryOf(RowAt at, const logic::Fact& fact, const Subject& subject, std::string& unsure);
// As it is written in a record: unknown where more is written than one class or grade ("II-III", "III (stable)").
Truth IsCategory(std::string_view written, const std::vector<std::string>& categories);
bool SameCategory(std::string_view written, const std::vector<std::string>& categories);
// Caused by, or not caused by, the fact's `cause`.
Reading CauseOf(RowAt at, const PreparedFact& fact, const Subject& subject, std::string& unsure);
// Taken away by one of the fact's `except`.
Truth Excepted(RowAt at, const PreparedFact& fact, const Subject& subject, std::string& unsure);
// Was the drug or the procedure given for (not for) the fact's `cause`? No record says what for: unknown, unless the cause is ruled out.
Truth GivenFor(RowAt at, const PreparedFact& fact, const Subject& subject, std::string& unsure);
// Is it another one than the fact's `other_than`: the index disease, this trial, or a concept?
Truth OtherThan(RowAt at, const logic::Fact& fact, const Subject& subject, std::string& unsure);
// Is it the trial's index disease? Unknown when the text does not say which that is and the row may be it.
Truth IsIndexDisease(RowAt at, const Subject& subject, std::string& unsure);

}  // namespace eligo::match
