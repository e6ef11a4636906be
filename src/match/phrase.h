// Phrase: the words in which a leaf tells what it found: values with units, days, comparisons.
//
// Clauses without capital and full stop; why.h makes sentences of them. No internal names.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "match/prepare.h"
#include "match/window.h"

namespace eligo::match {

// "92 g/L", "<20 [IU]/mL", "1:160", "positive", "III"; "" when the row holds no value.
std::string ValueText(const Run& run, const records::Row& row);
std::string NumberText(const records::Number& number);
// "2026-05-20", "2019-05", "an unknown day".
std::string DayText(const std::optional<DateInterval>& when);
std::string_view ToString(records::Answer answer);
std::string_view ToString(records::Route route);

// "85 g/L", "2 x ULN", "1:80", "18 to 80".
std::string LimitText(const logic::Compare& compare);
// "below", "at least": how a value stands to the limit when the comparison holds, or when it does not.
std::string_view RelationText(logic::Operator op, bool holds);
// "at least", "less than": the same of a length of time.
std::string_view LengthRelation(logic::Operator op, bool holds);
// "at least 100 mg/d".
std::string DoseText(const logic::Dose& dose);
// "8 weeks", "28 days", "9 months", "48 hours".
std::string LengthText(Period period);

// The words for the fact's concept: the label of terms, else the text's own.
std::string Name(const PreparedFact& fact, const Subject& subject);
// What `text()` says, where words are made.
template <class Text>
std::string Told(const Subject& subject, const Text& text) {
  return subject.run.words ? text() : std::string();
}
template <class... Args>
std::string Told(const Subject& subject, fmt::format_string<Args...> format, Args&&... args) {
  return subject.run.words ? fmt::format(format, std::forward<Args>(args)...) : std::string();
}
std::string Capital(std::string text);
std::string Join(const std::vector<std::string>& parts, std::string_view separator);

// Adds what the row says.
void ShowRow(EvidenceList& evidence, const Subject& subject, const records::Row& row, terms::ConceptId concept_id);

}  // namespace eligo::match
