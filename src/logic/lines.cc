#include "logic/lines.h"

#include "logic/cursor.h"

namespace eligo::logic {
namespace {

bool IsBlank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\r' || c == U'\u00A0' || c == U'\uFEFF'; }

}  // namespace

std::vector<SourceLine> SplitLines(std::u32string_view text) {
  std::vector<SourceLine> lines;
  const auto at = [&](int i) { return text[static_cast<std::size_t>(i)]; };
  const int size = static_cast<int>(text.size());
  // A file saved with CR LF has a CR on each line; in another one a CR is the protocol's own.
  const std::size_t first_end = text.find(U'\n');
  const bool carriage = first_end != std::u32string_view::npos && first_end > 0 && text[first_end - 1] == U'\r';
  for (int begin = 0; begin < size;) {
    int end = begin;
    while (end < size && at(end) != U'\n') ++end;
    SourceLine line;
    int i = begin;
    for (; i < end && IsBlank(at(i)); ++i) line.indent = at(i) == U'\t' ? (line.indent / 8 + 1) * 8 : line.indent + (at(i) == U' ' ? 1 : 0);
    if (i < end && at(i) == U'|') {
      line.quoted = true;
      const int from = i + 1 < end && at(i + 1) == U' ' ? i + 2 : i + 1;
      line.code = {from, carriage && end > from && at(end - 1) == U'\r' ? end - 1 : end};
    } else {
      const int comment = CommentStart(text, {i, end});
      const auto trimmed = [&](int from, int to) {
        while (to > from && IsBlank(at(to - 1))) --to;
        return Span{from, to};
      };
      line.code = trimmed(i, comment);
      line.comment = trimmed(comment, end);
    }
    if (line.quoted || !line.code.empty() || !line.comment.empty()) lines.push_back(line);
    begin = end + 1;
  }
  return lines;
}

}  // namespace eligo::logic
