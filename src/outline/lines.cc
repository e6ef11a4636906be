#include "outline/lines.h"

#include <algorithm>
#include <optional>

#include "outline/marker.h"

namespace eligo::outline {
namespace {

constexpr int kLongestTag = 40;
constexpr int kLongestLoneMarker = 6;
constexpr int kNarrowestWrap = 60, kWidestWrap = 130;

struct Break {
  int length = 0;
  bool list_tag = false;
};

std::optional<Break> EntityBreak(View text, int at) {
  static constexpr std::string_view kEntities[] = {"&#xd;", "&#xa;", "&#13;", "&#10;", "&#x0d;", "&#x0a;"};
  const Span rest{at, std::min(static_cast<int>(text.size()), at + 6)};
  for (const std::string_view entity : kEntities) {
    if (StartsWith(text, rest, entity)) return Break{static_cast<int>(entity.size()), false};
  }
  return std::nullopt;
}

// `<br>`, `<br />`, `</li>`, `<li class="x">`: a tag that starts a new line.
std::optional<Break> TagBreak(View text, int at) {
  const int size = static_cast<int>(text.size());
  int i = at + 1;
  const bool closing = At(text, i) == U'/';
  if (closing) ++i;
  const int name = i;
  while (i < size && i - name < 4 && IsAsciiLetter(At(text, i))) ++i;
  const Span span{name, i};
  const auto is = [&](std::string_view tag) { return span.length() == static_cast<int>(tag.size()) && StartsWith(text, span, tag); };
  const bool item = is("li");
  if (!item && !is("br") && !is("p") && !is("ul") && !is("ol") && !is("div")) return std::nullopt;
  // What follows the name keeps "<P = 0.05" and "<li" in running text out.
  const char32_t after = At(text, i);
  if (after != U'>' && after != U'/' && !(after == U' ' && (At(text, i + 1) == U'/' || IsAsciiLetter(At(text, i + 1)))))
    return std::nullopt;
  for (int end = i; end < size && end - at < kLongestTag; ++end) {
    if (At(text, end) == U'\n' || At(text, end) == U'<') return std::nullopt;
    if (At(text, end) == U'>') return Break{end + 1 - at, item && !closing};
  }
  return std::nullopt;
}

std::optional<Break> BreakAt(View text, int at) {
  switch (At(text, at)) {
    case U'\r':
      if (At(text, at + 1) == U'\r' && At(text, at + 2) == U'\n') return Break{3, false};  // a CRLF written through a text mode
      return Break{At(text, at + 1) == U'\n' ? 2 : 1, false};
    case U'\n':
    case U'\v':
    case U'\f':
    case 0x85:
    case 0x2028:
    case 0x2029: return Break{1, false};
    case U'&': return EntityBreak(text, at);
    case U'<': return TagBreak(text, at);
    default: return std::nullopt;
  }
}

// Lines that go on in the next one nearly reach one column: that is where the text was wrapped. Blocks whose lines are
// items of their own have lines far beyond any screen, or none that reach it.
int WrapColumn(View text, const std::vector<Line>& lines) {
  int widest = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (!lines[i + 1].blank_before && IsLower(At(text, lines[i + 1].span.begin))) widest = std::max(widest, lines[i].width());
  }
  if (widest < kNarrowestWrap || widest > kWidestWrap) return 0;
  int beyond = 0;
  int going_on = 0;
  bool indented = false;
  int near = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const int width = lines[i].width();
    beyond += width > widest + 10;
    if (i + 1 == lines.size() || lines[i + 1].blank_before || !IsLower(At(text, lines[i + 1].span.begin))) continue;
    ++going_on;
    indented = indented || lines[i + 1].indent >= 2;
    near += width > widest - 15;
  }
  return beyond == 0 && near >= (indented && widest >= 70 ? 1 : 2) && near * 3 >= going_on * 2 ? widest : 0;
}

bool SaysSomething(View text, Span span) {
  for (int i = span.begin; i < span.end; ++i) {
    if (IsLetter(At(text, i)) || IsDigit(At(text, i))) return true;
  }
  return false;
}

// A bullet or number alone on its line belongs to the next one; rules ("-----") and other ornaments go.
void JoinLoneMarkers(View text, std::vector<Line>& lines) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line line = lines[i];
    if (line.span.length() <= kLongestLoneMarker && i + 1 < lines.size()) {
      const std::optional<Marker> marker = ReadMarker(text, {line.span.begin, lines[i + 1].span.end});
      if (marker && marker->span.end >= line.span.end && marker->style.shape != Shape::kBare && !ReadMarker(text, lines[i + 1].span)) {
        line.span.end = lines[++i].span.end;
        lines[kept++] = line;
        continue;
      }
    }
    if (!SaysSomething(text, line.span)) {
      if (i + 1 < lines.size()) lines[i + 1].blank_before = true;
      continue;
    }
    lines[kept++] = line;
  }
  lines.resize(kept);
}

}  // namespace

Lines SplitLines(View text) {
  Lines out;
  const int size = static_cast<int>(text.size());
  bool blank = true;
  bool tag = false;
  int begin = 0;
  const auto take = [&](int end) {
    const Span span = Trim(text, {begin, end});
    if (span.empty()) {
      blank = true;
      return;
    }
    int indent = 0;
    for (int i = begin; i < span.begin; ++i) {
      if (At(text, i) == U'\t') {
        indent = (indent / 8 + 1) * 8;
      } else if (At(text, i) != 0xFEFF && At(text, i) >= U' ') {
        ++indent;
      }
    }
    out.lines.push_back({span, indent, blank, tag});
    blank = tag = false;
  };
  // Breaks no line, wherever it stands.
  const auto plain = [](char32_t c) { return c >= U' ' && c < 0x80 && c != U'&' && c != U'<'; };
  for (int at = 0; at < size;) {
    if (plain(text[static_cast<std::size_t>(at)])) {
      ++at;
      continue;
    }
    const std::optional<Break> found = BreakAt(text, at);
    if (!found) {
      ++at;
      continue;
    }
    take(at);
    at += found->length;
    begin = at;
    tag = tag || found->list_tag;
  }
  take(size);
  JoinLoneMarkers(text, out.lines);
  out.wrap = WrapColumn(text, out.lines);
  return out;
}

}  // namespace eligo::outline
