// Site: a site's own terms over compiled ones, in memory, at the start of a program.
//
// The image is taken apart into rows, the site's files change them in the order given, and they are compiled again: one way from rows to
// bytes, so that lookups know nothing of sites and the version, a hash of the result, covers both. Without a change the bytes are those of
// the base.
// Tested by test/terms/site_test.cc.
#pragma once

#include <string>
#include <vector>

#include "terms/compile.h"
#include "terms/terms.h"

namespace eligo::terms {

// The rows that `terms` was compiled from; names and contexts folded, no displays of codes.
TermsData Unpack(const Terms& terms);

// Empty bytes and what is wrong when a file has mistakes.
Compiled AddSite(const Terms& base, const std::vector<std::string>& files);

}  // namespace eligo::terms
