// TermsLookup: how a name or a code is understood, as a person asks it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/options.h"
#include "terms/terms.h"

namespace eligo::pipeline {

struct Found {
  terms::ConceptId concept_id;
  std::string how;  // "id", "name", "code LOINC 718-7", "below code ICD10CM M32", "part of the words: `lupus`"
};

struct TermsLookup {
  std::string text;
  std::vector<Found> found;
  std::vector<std::string> near;  // names that hold every word of it, when nothing was found; at most 12, shortest first
};

// `text`: an id, a name, a code ("718-7"), or a system and a code ("LOINC 718-7"). By id first, then code, then the whole name, then the
// names that begin somewhere in it.
TermsLookup LookUp(const terms::Terms& terms, std::string_view text);

// A paragraph a concept, or one line of JSON: {"text", "terms", "found": [{"id", "label", "kind", "how", "names", "codes", "classes",
// "members", ...}], "near"}.
std::string PrintLookup(const TermsLookup& lookup, const terms::Terms& terms, PageFormat format);

struct TermsCheck {
  std::vector<std::string> errors;  // `file:line: what was seen; what to do`
  std::string counts;               // "20543 concepts, ..."
};
// Folders of terms (data/terms, then a site's own), read together as for compiling; nothing is written.
TermsCheck CheckTerms(const std::vector<std::string>& folders);
// Files of a site over terms that are sound.
TermsCheck CheckSiteTerms(const terms::Terms& base, const std::vector<std::string>& files);

// How many concepts, names and codes there are, a line each: "codes of LOINC  311". Names are counted folded, each once.
std::string CountTerms(const terms::Terms& terms);

// Sound folders, compiled in memory.
Result<terms::Terms> CompiledTerms(const std::vector<std::string>& folders);
// The base with the files of a site over it (terms/site.h). Of mistakes the first is told, and how many there are.
Result<terms::Terms> AddSiteTerms(const terms::Terms& base, const std::vector<std::string>& files);

}  // namespace eligo::pipeline
