// Lines: where the text breaks, and how far each line stands from the left.
//
// A break is LF, CR, CRLF, a Unicode line or paragraph separator, or markup that stands for one: `&#xD;`, `&#10;`, `<br>`,
// `<p>`, `<li>`. Linear in the text.
// Tested by test/outline/parts_test.cc.
#pragma once

#include <vector>

#include "base/span.h"
#include "outline/text.h"

namespace eligo::outline {

struct Line {
  Span span;                  // without the space around it; never empty
  int indent = 0;             // columns before it, a tab going to the next multiple of eight
  bool blank_before = false;  // an empty line, or nothing, stands before it
  bool list_tag = false;      // it begins at an `<li>`

  int width() const { return indent + span.length(); }
};

struct Lines {
  std::vector<Line> lines;
  int wrap = 0;  // the column at which the text was hard-wrapped, 0 when it was not
};

Lines SplitLines(View text);

}  // namespace eligo::outline
