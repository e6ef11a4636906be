// Outline: text -> source::Protocol.
//
// Decides what is a criterion, of which kind and cohort, and what only stands around: sections, nested and renumbered
// lists, numbers swallowed by a paragraph, cohort headings, wrapped lines, the furniture of a web page. It cuts the text and
// changes none of it: escapes, entities and line ends stay inside the spans for the parser. Knows layout and a few hundred
// words, no medicine but the names of diseases that head a cohort. Linear in the text; does no I/O.
//
//     lines (lines.h) -> rows (rows.h) -> zones (zones.h) -> places in lists (list.h) -> items
//
// Codes: kHiddenItem, kLostNumbering, kMissingSection, kAssumedKind, kMoreCriteria, kNoCriteria, kLanguage, kPageField,
// kLineBreak, kTooLong, kTooDeep, kControlCharacter. Documented in docs/outline.md; tested by test/outline/.
#pragma once

#include "base/diagnostic.h"
#include "source/protocol.h"
#include "terms/terms.h"

namespace eligo::outline {

// Never fails: a text without criteria gives a protocol without items and the error kNoCriteria.
source::Protocol Outline(source::Document document, const terms::Terms& terms, Diagnostics& diagnostics);

}  // namespace eligo::outline
