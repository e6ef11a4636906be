// Classes of one disease: "lupus nephritis class III or IV, with or without class V", "type 1 or type 2 diabetes".
//
// Where terms have a name for each class they are read as one name with others beside it (Name::or_else), so that whatever is said around
// it is said of each; once a criterion is read, any of them takes the place of the one. What may be there or not says nothing. Tested by
// test/bind/conditions.txt.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "parse/token.h"
#include "syntax/syntax.h"
#include "terms/terms.h"

namespace eligo::parse {

struct ClassList {
  std::size_t tokens = 0;
  syntax::Name name;
};

// "class III or IV lupus nephritis" at `at`.
std::optional<ClassList> ReadClassList(const std::vector<Token>& tokens, std::size_t at, const terms::Terms& terms);

// "... or IV, with or without class V" behind the name of tokens [at, end), which ends with its class ("lupus nephritis class III"), or
// begins with it.
std::optional<ClassList> ReadClassesBehind(const std::vector<Token>& tokens, std::size_t at, std::size_t end, const syntax::Name& name,
                                           const terms::Terms& terms);

// Any of the classes in place of the one; where it is no thing that is asked by itself (a cause, what is required), the clause is unread.
void SpreadClasses(syntax::Node& node);

}  // namespace eligo::parse
