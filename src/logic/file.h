// File: a .eligo file: a protocol with its text beside its logic, which a person may correct.
//
//     eligo 1
//     title "..."
//     id NCT01234567
//     cohort sle "Systemic Lupus Erythematosus" is sle
//
//     exclusion exc-4 number 4 cohort sle
//       | Cyclophosphamide within 8 weeks before the first dose
//       any cyclophosphamide within 8 weeks before first_dose
//
// The text is what the protocol says, kept for people and for the criterion's key; the logic below it is what counts. Time and space are
// linear in the length of the file. Does no I/O. docs/language.md has the grammar. Tested by test/language/*.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "logic/protocol.h"
#include "source/protocol.h"
#include "terms/terms.h"

namespace eligo::logic {

inline constexpr int kLanguageVersion = 1;

// By its name, or by its first line `eligo 1`.
bool IsLanguageFile(const source::Document& document);

std::string PrintFile(const Protocol& protocol, const terms::Terms& terms);

// Never fails: a line that is wrong becomes an `unread` leaf, with an error in `diagnostics`. Spans of leaves are their places in the
// file, those of unread leaves the words in the quoted text; ids, keys and the hash are those of the text that the file was made from.
Protocol ParseFile(const source::Document& document, const terms::Terms& terms, Diagnostics& diagnostics);

// The canonical form of a file: what PrintFile prints, with the comments kept. "" when there are errors in it; they are in `diagnostics`.
std::string FormatFile(const source::Document& document, const terms::Terms& terms, Diagnostics& diagnostics);

}  // namespace eligo::logic
