// Classes of one disease: "lupus nephritis class III or IV, with or without class V", "class III or IV lupus nephritis".
//
// Each class that terms have a name for becomes that name, joined as it is written; what may be there or not says nothing.
// Tested by test/bind/conditions.txt.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "parse/chunk_span.h"
#include "parse/token.h"
#include "terms/terms.h"

namespace eligo::parse {

struct ClassList {
  std::size_t tokens = 0;
  Chunks chunks;  // names and what joins them
};

// "class III or IV lupus nephritis" at `at`.
std::optional<ClassList> ReadClassList(const std::vector<Token>& tokens, std::size_t at, const terms::Terms& terms);

// "... or IV, with or without class V" behind the name of tokens [at, end), which ends with its class ("lupus nephritis class III"), or
// begins with it.
std::optional<ClassList> ReadClassesBehind(const std::vector<Token>& tokens, std::size_t at, std::size_t end, const terms::Terms& terms);

}  // namespace eligo::parse
