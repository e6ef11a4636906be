// Vocabulary: the words of the criteria language, and how its names, numbers, units and lengths of time are written.
//
// Shared by the printer and the parser of its print, so that they cannot disagree. A name is a concept's id as terms has it,
// underscores included: ids hold states, routes and keywords (`active_tuberculosis`, `systemic_therapy`), so that only the
// underscore tells one name from several words.
// Tested by test/language/*.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "logic/fact.h"
#include "units/rational.h"

namespace eligo::logic {

// Words with a place in the grammar. A name that is one of them is written in backticks.
bool IsReserved(std::string_view word);
// What may stand before a concept: "active", "severe"; "oral", "topical".
bool IsState(std::string_view word);
bool IsRoute(std::string_view word);
std::optional<Answer> ParseAnswer(std::string_view word);

// A letter, digit or underscore, then those, `-` and `.`, not at the end; ASCII.
bool IsPlainWord(std::string_view word);

// "..." with \" \\ \n \r \t.
std::string QuotedText(std::string_view text);
// rituximab, or `first` in backticks when it would be read as something else.
std::string NameText(std::string_view id);
// III, "Child-Pugh score": plain when it can be.
std::string WordText(std::string_view word);
// "85", "0.25"; "1/3" where no decimal is exact.
std::string NumberText(const units::Rational& value);
// "8 weeks", "1 year", "48 hours"; the sign is not shown.
std::string LengthText(Period period);
// "years" is "a", and so on: ages and times in words.
std::string_view SpokenUnit(std::string_view ucum);
std::optional<std::string_view> ParseSpokenUnit(std::string_view word);
// As it stands behind a number: "g/L", "x 10*9/L", "years"; in quotes when it could not be read back.
std::string UnitText(std::string_view ucum);

// What `other` means of a fact of this kind: other than the index disease, than this trial.
std::string_view OtherThan(About about);

}  // namespace eligo::logic
