// Number: what follows from a criterion's text and leaves: ids, who decides, when, what is unread, keys and the hash.
//
// The same for a text that was read and for logic that a person wrote, so that verdicts, answers and diffs carry over.
// Tested by test/language/round_trip_test.cc and test/cli/*.
#pragma once

#include <string>
#include <string_view>

#include "logic/protocol.h"
#include "terms/terms.h"

namespace eligo::logic {

// Of the folded text and the kind: it survives renumbering and another layout.
std::string KeyOf(Kind kind, std::string_view text);
std::string KeyOf(Kind kind, std::u32string_view text);

// Leaf ids ("inc-4.2") in reading order; phase, decides and unread of the criterion; the words of unread leaves that have none yet, from
// their span in the criterion's text.
void Number(Criterion& criterion);

// Of keys and logic, whatever the place in a file.
std::string HashOf(const Protocol& protocol, const terms::Terms& terms);

}  // namespace eligo::logic
