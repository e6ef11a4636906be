// Lines: a .eligo file cut into lines: indentation, what is said, the comment.
//
//     inclusion number 4        # a comment
//       | the protocol's words, in which # is no comment
//
// Tested by test/language/*.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace eligo::logic {

struct SourceLine {
  int indent = 0;       // columns; a tab goes to the next multiple of eight
  Span code;            // without indentation, comment and blanks behind; empty on a line of comment
  Span comment;         // with its "#"; empty when there is none
  bool quoted = false;  // a line of the protocol's text: `code` is what stands behind "| "
};

// Lines without code and comment are left out.
std::vector<SourceLine> SplitLines(std::u32string_view text);

}  // namespace eligo::logic
