// Small readers of free text in records: signs, numbers, comparators, answers.
//
// Strict on purpose: a word that is not known makes the whole unknown. "No evidence of a positive test" is no answer.
// Tested by test/readers/fhir_value_test.cc.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "units/rational.h"

namespace eligo::readers {

std::string_view Trim(std::string_view text);
std::string LowerCase(std::string_view text);
// ≤ ≥ – and odd spaces in ASCII; the rest as it is.
std::string PlainSigns(std::string_view utf8);
std::size_t WordCount(std::string_view text);

// Takes "<", "<=", ">", ">=", "=", "less than", "greater than", "more than" from the front; "" when there is none.
std::string_view TakeComparator(std::string_view& text);
// Takes a plain decimal from the front. "1,234" is nothing: a comma may be a point.
std::optional<units::Rational> TakeNumber(std::string_view& text);

}  // namespace eligo::readers
