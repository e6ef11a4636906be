// Limits, counts, grades and windows as written -> as logic means them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "logic/fact.h"
#include "syntax/syntax.h"
#include "terms/terms.h"

namespace eligo::bind {

std::optional<logic::Operator> BindRelation(syntax::Relation relation);

// A measured value. Empty when the operator is missing; `why` then says so.
std::optional<logic::Compare> BindCompare(const syntax::Limit& limit, const terms::Concept& of, std::string& why);

// A dose a day; nothing when the unit is none.
std::optional<logic::Dose> BindDose(const syntax::Limit& limit, std::string& why);

// The steps that a grade names: "CTCAE <= 1" is 0 and 1, "grade 3-4" is 3 and 4.
std::optional<std::vector<std::string>> BindGrade(const syntax::Grade& grade, const std::string& scale, std::string& why);

// Sets window, duration and stable_for of the fact from the clause's time phrases.
bool BindTimes(const syntax::Clause& clause, logic::Fact& fact, std::string& why);

}  // namespace eligo::bind
