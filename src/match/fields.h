// Fields: which fields of a fact are set, and the guard that none is ever ignored.
//
// A kernel names the fields it honours in a table at its head. A fact that sets any other is unknown in both readings, and `missing` names
// the field: one that is passed over may let through a patient whom the text excludes.
// Tested by test/match/guard.txt.
#pragma once

#include <cstdint>
#include <string>

#include "logic/fact.h"

namespace eligo::match {

using Fields = std::uint32_t;
inline constexpr Fields kCompareField = 1U << 0;
inline constexpr Fields kAnswerField = 1U << 1;
inline constexpr Fields kCategoryField = 1U << 2;
inline constexpr Fields kScaleField = 1U << 3;  // scale, version
inline constexpr Fields kChangeField = 1U << 4;
inline constexpr Fields kStateField = 1U << 5;
inline constexpr Fields kItemField = 1U << 6;
inline constexpr Fields kMethodField = 1U << 7;
inline constexpr Fields kSpecimenField = 1U << 8;
inline constexpr Fields kRouteField = 1U << 9;
inline constexpr Fields kCauseField = 1U << 10;
inline constexpr Fields kOtherThanField = 1U << 11;
inline constexpr Fields kSubjectField = 1U << 12;  // another person than the patient
inline constexpr Fields kRequiredField = 1U << 13;
inline constexpr Fields kExceptField = 1U << 14;
inline constexpr Fields kProvidedField = 1U << 15;
inline constexpr Fields kDoseField = 1U << 16;
inline constexpr Fields kDurationField = 1U << 17;
inline constexpr Fields kStableForField = 1U << 18;
inline constexpr Fields kDistinctField = 1U << 19;
inline constexpr Fields kTimesField = 1U << 20;
inline constexpr Fields kAloneField = 1U << 21;
inline constexpr Fields kPickField = 1U << 22;
inline constexpr Fields kWindowField = 1U << 23;

Fields FieldsOf(const logic::Fact& fact);
// "change, times": the contract's names, in its order.
std::string NamesOf(Fields fields);
inline constexpr std::string_view kNotComputed = "not computed yet: ";

}  // namespace eligo::match
