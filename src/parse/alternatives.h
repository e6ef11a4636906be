// Alternatives: which limbs at the end of a list one `or` is between.
// Tested by test/bind/alternatives.txt.
#pragma once

#include <cstddef>
#include <vector>

#include "parse/draft.h"

namespace eligo::parse {

// "Adults, lupus with SLEDAI >= 6 or PGA > 1": where the limbs that the `or` is between begin; what stands before them is asked besides.
// 0 where the list is one of alternatives throughout, or has none.
std::size_t AlternativesBegin(const std::vector<Draft>& drafts, const terms::Terms& terms);

// "Multiple sclerosis, RRMS or SPMS", "colitis, left-sided or extensive": where the forms of the disease before them begin; 0 where they
// are none. Among what excludes only adjectives and numbers are: a thing of its own may exclude by itself.
std::size_t FormsBegin(const std::vector<Draft>& drafts, const terms::Terms& terms, bool exclusion);

}  // namespace eligo::parse
