// Lint: source + syntax + logic -> diagnostics: what a careful editor of protocols would mend.
//
// General checks over the logic (bounds that exclude each other, a limit written twice, windows of one fact that differ) and
// over the words (tables of vague terms, of texts that stand elsewhere, of likely mistranslations). Decides nothing about a
// patient: a reading is the same with and without it. What the earlier stages said already is not said again.
//
// Severity: an *error* means that nobody, or everybody, can meet a criterion; a *warning* is a place an editor would mend; a *note*
// is a place where eligo took something for granted. docs/lint.md holds a row for each code.
// Tested by test/lint/*.txt.
#pragma once

#include "base/diagnostic.h"
#include "lint/speller.h"
#include "logic/protocol.h"
#include "source/protocol.h"
#include "syntax/syntax.h"
#include "terms/terms.h"

namespace eligo::lint {

// Appends to `diagnostics`, which hold what outline, parse and bind have said. Never fails.
void Lint(const source::Protocol& source, const syntax::Protocol& syntax, const logic::Protocol& logic, const terms::Terms& terms,
          const Speller& speller, Diagnostics& diagnostics);

}  // namespace eligo::lint
