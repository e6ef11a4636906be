// One clause -> its expression: a fact, or an `or` of facts where a list of members was named.
#pragma once

#include <string>
#include <variant>

#include "logic/expression.h"
#include "syntax/syntax.h"
#include "terms/terms.h"

namespace eligo::bind {

struct Unbound {
  std::string why;
};

std::variant<logic::Expression, Unbound> BindClause(const syntax::Clause& clause, bool exclusion, const terms::Terms& terms);

// A consent, willingness or contraception clause: only a person can answer. `text` is what was written.
logic::Expression BindConsent(const syntax::Node& node, const std::string& text, bool exclusion, const terms::Terms& terms);

}  // namespace eligo::bind
