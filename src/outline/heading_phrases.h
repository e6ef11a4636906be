// Heading phrases: wordings that the grammar of heading.cc does not cover, each listed here.
#pragma once

#include <optional>
#include <vector>

#include "outline/heading.h"
#include "outline/text.h"

namespace eligo::outline {

// "Who can participate", "Must not have": all words of a line.
std::optional<HeadingKind> PhraseHeadingKind(const std::vector<Word>& words);

// "Criterios de exclusión", "入选标准": in another language than English, at the begin of the line.
std::optional<HeadingKind> ForeignHeadingKind(View text, Span line);

// "Trial design", "Contacts and locations": a part of a web page that holds no criteria.
bool IsPageHeading(View text, Span span);

}  // namespace eligo::outline
