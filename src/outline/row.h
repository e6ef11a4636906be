// Row: a line as the author meant it: an entry of a list or a paragraph, its wrapped lines joined, or a heading.
#pragma once

#include <optional>
#include <vector>

#include "base/span.h"
#include "outline/heading.h"
#include "outline/marker.h"

namespace eligo::outline {

struct Row {
  Span span;               // without the marker and the space around it
  Marker marker;           // none for paragraphs and headings
  int indent = 0;          // columns before the marker
  int content_indent = 0;  // columns before the content
  bool blank_before = false;
  bool inlined = false;            // it begins inside a line, so its indents say nothing
  bool beside_heading = false;     // it begins on the line of a section's heading
  bool hidden = false;             // a number inside another entry's text, not of a list that stands in one line
  int broken_at = -1;              // a sentence was broken here although the text is not hard-wrapped
  std::optional<Heading> heading;  // it opens a section

  bool marked() const { return !marker.none(); }
  Span whole() const { return marked() ? Span{marker.span.begin, span.end} : span; }
};

}  // namespace eligo::outline
