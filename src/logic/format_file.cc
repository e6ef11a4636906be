#include <algorithm>
#include <utility>

#include "logic/file.h"
#include "logic/file_places.h"
#include "logic/lines.h"
#include "source/utf8.h"

namespace eligo::logic {
namespace {

struct Comment {
  int place = 0;
  int line_begin = 0;  // of what is said before it on its line; `place` when it stands alone
  bool indented = false;
  std::string text;
};

std::vector<Comment> Comments(std::u32string_view text) {
  std::vector<Comment> comments;
  for (const SourceLine& line : SplitLines(text)) {
    if (line.comment.empty()) continue;
    const auto words = text.substr(static_cast<std::size_t>(line.comment.begin), static_cast<std::size_t>(line.comment.length()));
    comments.push_back(
        {line.comment.begin, line.code.empty() ? line.comment.begin : line.code.begin, line.indent > 0, source::EncodeUtf8(words)});
  }
  return comments;
}

struct Laid {
  std::vector<std::string> above, below;  // lines of their own
  std::string behind;
};

// Each comment goes behind the line it stood behind, else above the next line; at the end of a criterion, in its column, below the last.
std::vector<Laid> Lay(const std::vector<PrintedLine>& lines, const std::vector<Comment>& comments, std::vector<std::string>& last) {
  std::vector<Laid> laid(lines.size());
  std::size_t next = 0;  // the first line behind the comment
  std::size_t before = 0;
  for (const Comment& comment : comments) {
    while (next < lines.size() && lines[next].place < comment.place) {
      if (lines[next].place >= 0) before = next;
      ++next;
    }
    const bool behind =
        comment.line_begin < comment.place && lines[before].place >= comment.line_begin && lines[before].place < comment.place;
    if (behind) {
      laid[before].behind += "  " + comment.text;
    } else if (next == lines.size() && !comment.indented) {
      last.push_back(comment.text);
    } else if (comment.indented && before > 0 && (next == lines.size() || lines[next].indent == 0)) {
      laid[before].below.push_back(comment.text);
    } else if (next < lines.size()) {
      laid[next].above.push_back(comment.text);
    } else {
      last.push_back(comment.text);
    }
  }
  return laid;
}

}  // namespace

std::string FormatFile(const source::Document& document, const terms::Terms& terms, Diagnostics& diagnostics) {
  FilePlaces places;
  const std::size_t had = diagnostics.size();
  const Protocol protocol = ParseFilePlaces(document, terms, diagnostics, places);
  if (std::any_of(diagnostics.begin() + static_cast<std::ptrdiff_t>(had), diagnostics.end(),
                  [](const Diagnostic& d) { return d.severity == Severity::kError; })) {
    return "";
  }
  const std::vector<PrintedLine> lines = FileLines(protocol, &places, terms);
  std::vector<std::string> last;
  const std::vector<Laid> laid = Lay(lines, Comments(document.text), last);
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string indent(static_cast<std::size_t>(lines[i].indent), ' ');
    for (const std::string& comment : laid[i].above) out += indent + comment + '\n';
    out += indent + lines[i].text + laid[i].behind + '\n';
    for (const std::string& comment : laid[i].below) out += indent + comment + '\n';
  }
  for (const std::string& comment : last) out += comment + '\n';
  return out;
}

}  // namespace eligo::logic
