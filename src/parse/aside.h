// Asides: brackets and sentences that restrict nobody, and brackets whose words belong to the sentence around them.
#pragma once

#include <vector>

#include "parse/chunk_span.h"
#include "parse/token.h"

namespace eligo::parse {

// "(if known)", "(central laboratory)", "(0-10 scale)", "(a single repeat is allowed)": without them. "(or five half-lives)": without the
// brackets. Everything else stays. Adds the spans of what was dropped to `asides`.
void DropAsides(std::vector<Token>& tokens, std::vector<Span>& asides);

// "Patients may be rescreened no sooner than 30 days after ...": what comes after this screening.
bool AllowsRescreening(ChunkSpan sentence);

}  // namespace eligo::parse
