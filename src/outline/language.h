// Language: is the text in another language than English? A count of scripts and of the commonest small words.
#pragma once

#include <string_view>

#include "outline/text.h"

namespace eligo::outline {

// The language's English name, "" for English or too little text to say.
std::string_view ForeignLanguage(View text);

}  // namespace eligo::outline
