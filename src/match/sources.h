// Sources: where a leaf's kernel looks in the records, and which rows there it can judge.
//
// Written beside the kernels, as needed.h is: a kernel that begins to look elsewhere says so here. What is there is counted from it
// (coverage.h); no verdict depends on it. Not among them yet: what totals, clearances and laboratory grades are computed from.
// Tested by test/match/coverage_test.cc.
#pragma once

#include <string_view>
#include <vector>

#include "match/prepare.h"

namespace eligo::match {

enum class Use {
  kResult,     // its own value, against the limit
  kAnswer,     // of a test that decides a condition, of a scale: any result
  kCondition,  // a diagnosis, or an observation that states one
  kDrug,
  kProcedure,
  kAllergy,
  kTrial
};

struct Source {
  terms::ConceptId id;
  Use use = Use::kCondition;
};

// In the order in which the kernel asks; a concept may stand there for two uses.
std::vector<Source> SourcesOf(const PreparedFact& fact, const terms::Terms& terms, const Run::Known& known);

// Whether the row speaks of what is asked at all: an allergy to a drug says nothing of its being given.
bool Speaks(const records::Row& row, Source source);
// Why the kernel passes over the row; "" when it can judge it.
std::string_view WhyUnusable(const records::Row& row, Source source, const PreparedFact& fact, const records::Records& records,
                             const terms::Terms& terms, Date as_of);

}  // namespace eligo::match
