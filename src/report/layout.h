// Layout: text in columns of a terminal: widths, wrapping, tables, and the underline of a place in a text.
//
// Widths are terminal cells: a wide character takes two, a combining mark none.
// Tested by test/report/layout_test.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace eligo::report {

constexpr int kTextWidth = 100;  // of what is printed for people

int Width(std::string_view utf8);
// Spaces up to `width`; a longer text is left as it is.
std::string Pad(std::string_view utf8, int width);
// Lines of at most `width` cells, broken at spaces; a word that is longer than a line is cut. Never empty: "" is one line.
std::vector<std::string> Wrap(std::string_view utf8, int width);
// Wrapped to kTextWidth, each line `indent` in and with a line end; those after the first stand `hanging` deeper.
std::string Wrapped(std::string_view utf8, int indent, int hanging = 0);
// At most `width` cells; what does not fit is replaced by "...".
std::string Shorten(std::string_view utf8, int width);
// Runs of white space become one space, none at the ends.
std::string OneLine(std::string_view utf8);

struct Column {
  std::string heading;
  int width = 0;
};
// Cells wrap inside their column; two spaces between columns; no space at the end of a line.
std::string Table(const std::vector<Column>& columns, const std::vector<std::vector<std::string>>& rows, int indent);

// The line of `text` that holds the beginning of the span, cut to what fits around it, and a second line that underlines the
// span ("~~~~", "^" for an empty one). Both are indented and end with a newline.
std::string Underline(std::u32string_view text, Span span, int indent, int width);

// Line and column of a place, from 1, in code points.
struct LineColumn {
  int line = 1;
  int column = 1;
};
// The lines of a text, found once: for many places of one text.
class Lines {
 public:
  explicit Lines(std::u32string_view text);
  LineColumn Locate(int place) const;

 private:
  std::vector<int> begins_;
  int size_;
};

}  // namespace eligo::report
