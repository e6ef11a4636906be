// ExpressionJson: logic as the EXPRESSION objects of contract section 1.
//
// A field that does not apply is absent. Numbers are exact decimals: a value prints as the protocol wrote it (85, 1.5).
// Tested by test/report/parse_json_test.cc.
#pragma once

#include <nlohmann/json.hpp>

#include "logic/expression.h"
#include "terms/terms.h"
#include "units/rational.h"

namespace eligo::report {

using Json = nlohmann::ordered_json;

Json SpanJson(Span span);
// 85 -> 85, 3/2 -> 1.5; a fraction without a finite decimal is the nearest double.
Json NumberJson(units::Rational value);
Json ExpressionJson(const logic::Expression& e, const terms::Terms& terms);
// One line. Bytes that are not UTF-8 become U+FFFD: output is always JSON.
std::string Dump(const Json& json);

}  // namespace eligo::report
