// What a result says: numbers, answers and categories out of the value[x] of an Observation or its component.
//
// A number keeps what the laboratory wrote: "<20" is everything below 20, "1:160" the titre 160. A text gives a number
// only when all of it is understood; "2+" and "5-10 per field, some clumped" stay texts.
// Tested by test/readers/fhir_value_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "readers/fhir_code.h"
#include "readers/fhir_json.h"
#include "records/row.h"

namespace eligo::readers {

struct Value {
  std::optional<records::Number> number;
  std::string unit;  // as reported, UCUM where the record says so; "" when none is given
  records::Answer answer = records::Answer::kNone;
  std::string text;  // category or text as given

  bool empty() const { return !number && answer == records::Answer::kNone && text.empty(); }
};

// Reads "7.2 mg/dL", "<20 IU/mL", ">=1:640", "5-10 /hpf", "Positive 1:160", "Non-reactive".
Value ReadTextValue(std::string_view text);
// A Quantity with its comparator.
Value ReadQuantity(const Node& quantity);
// The value[x] of an Observation or component; empty when it has none.
Value ReadValue(const Node& holder);

// By SNOMED, LOINC answer or HL7 code, else by the words.
records::Answer AnswerOf(const Codeable& code);
records::Answer AnswerOfText(std::string_view text);
// Observation.interpretation: the most telling of its codes.
records::Answer ReadInterpretation(const Node& interpretation);

// "<", "<=", ">", ">=", "=" or "": the number with the end that it leaves open; nothing for a comparator that is none.
std::optional<records::Number> Compared(std::string_view comparator, units::Rational value);

// Blank, '' and n/a are no unit.
std::string TidyUnit(std::string_view unit);
// At most 200 bytes, whole characters.
std::string ShortText(std::string_view text);

}  // namespace eligo::readers
