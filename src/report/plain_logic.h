// PlainLogic: the criteria language for someone who does not know it: concepts by what people call them, words without underscores.
//
// For reading only: it cannot be read back. What stands in quotes is the protocol's own and stays.
// Tested by test/report/plain_logic_test.cc.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "terms/terms.h"

namespace eligo::report {

// `labels`: of concepts whose id is one word, which the language's own words are not mistaken for.
std::string PlainLogic(std::string_view line, const terms::Terms& terms, const std::map<std::string, std::string>& labels);

}  // namespace eligo::report
