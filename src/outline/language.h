// Language: is a text, or one item of it, in another language than English? Counts of scripts and of small words.
// Tested by test/outline/languages.txt and test/outline/language_test.cc.
#pragma once

#include <string_view>

#include "outline/text.h"

namespace eligo::outline {

// The text's language, its English name; "" for English or too little text to say.
std::string_view ForeignLanguage(View text);
// The same of a part of an English text. A few words are enough where none of them is English.
std::string_view ForeignLanguageOf(View text, Span span);
// In a text of another language: is this part English beyond doubt?
bool LooksEnglish(View text, Span span);

}  // namespace eligo::outline
