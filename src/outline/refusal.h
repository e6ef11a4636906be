// Refusal: items that are not to be read: longer or deeper than any author writes, or not in English,
// or with characters that hide what stands there.
//
// What is refused stays an item with its text and its place; its meaning is unknown for every patient, and a diagnostic says
// why. Refusing it as a whole keeps the stages behind linear and never lets a part turn the sense of the rest.
// Codes: kTooLong, kTooDeep, kControlCharacter, kLanguage. Tested by test/outline/refusals.txt and test/limits_test.cc.
#pragma once

#include <string_view>

#include "base/diagnostic.h"
#include "source/protocol.h"

namespace eligo::outline {

// The language of the first item that is not in English; "" when there is none.
std::string_view LanguageOfItems(const source::Protocol& protocol);

// Fills Item::unread. `language` is ForeignLanguage of the text, told already. Linear in the text.
void RefuseItems(source::Protocol& protocol, std::string_view language, Diagnostics& diagnostics);

}  // namespace eligo::outline
