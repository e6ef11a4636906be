#include "report/layout.h"

#include <algorithm>

#include <utf8proc.h>

#include "source/utf8.h"

namespace eligo::report {
namespace {

bool IsSpace(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0xA0 || c == 0xFEFF || c == 0x2028; }

int CellWidth(char32_t c) {
  if (c < 0x7F) return c < 0x20 ? 0 : 1;
  return std::max(0, utf8proc_charwidth(static_cast<utf8proc_int32_t>(c)));
}

int CellWidth(std::u32string_view text) {
  int width = 0;
  for (const char32_t c : text) width += CellWidth(c);
  return width;
}

// What is not UTF-8 (it should not get here) is shown byte by byte rather than dropped.
std::u32string Decode(std::string_view utf8) {
  if (auto text = source::DecodeUtf8(utf8)) return *std::move(text);
  std::u32string text;
  for (const char c : utf8) text += static_cast<unsigned char>(c) < 0x80 ? static_cast<char32_t>(c) : U'\uFFFD';
  return text;
}

// A line ends where a terminal would end it, and at a carriage return alone.
bool EndsLine(char32_t c) { return c == U'\n' || c == U'\r'; }

// Control characters would move the cursor; they are shown as spaces, one cell each, so that the underline stays in place.
std::u32string Visible(std::u32string_view text) {
  std::u32string out(text);
  for (char32_t& c : out) {
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFEFF) c = U' ';
  }
  return out;
}

}  // namespace

int Width(std::string_view utf8) { return CellWidth(Decode(utf8)); }

std::string Pad(std::string_view utf8, int width) {
  std::string out(utf8);
  out.append(static_cast<std::size_t>(std::max(0, width - Width(utf8))), ' ');
  return out;
}

std::vector<std::string> Wrap(std::string_view utf8, int width) {
  const std::u32string text = Decode(utf8);
  std::vector<std::string> lines;
  std::u32string line;
  int used = 0;
  const auto flush = [&] {
    lines.push_back(source::EncodeUtf8(line));
    line.clear();
    used = 0;
  };
  for (std::size_t i = 0; i < text.size();) {
    while (i < text.size() && IsSpace(text[i])) ++i;
    std::size_t end = i;
    while (end < text.size() && !IsSpace(text[end])) ++end;
    std::u32string_view word(text.data() + i, end - i);
    i = end;
    if (word.empty()) continue;
    if (!line.empty() && used + 1 + CellWidth(word) > width) flush();
    if (!line.empty()) {
      line += U' ';
      ++used;
    }
    for (const char32_t c : word) {
      if (used > 0 && used + CellWidth(c) > width) flush();
      line += c;
      used += CellWidth(c);
    }
  }
  if (!line.empty() || lines.empty()) flush();
  return lines;
}

std::string Wrapped(std::string_view utf8, int indent, int hanging) {
  std::vector<std::string> lines = Wrap(utf8, kTextWidth - indent);
  if (hanging > 0 && lines.size() > 1) {
    std::string rest;
    for (std::size_t i = 1; i < lines.size(); ++i) rest += (i > 1 ? " " : "") + lines[i];
    lines.resize(1);
    for (const std::string& line : Wrap(rest, kTextWidth - indent - hanging))
      lines.push_back(std::string(static_cast<std::size_t>(hanging), ' ') + line);
  }
  std::string out;
  for (const std::string& line : lines) out += std::string(static_cast<std::size_t>(indent), ' ') + line + '\n';
  return out;
}

std::string Shorten(std::string_view utf8, int width) {
  if (Width(utf8) <= width) return std::string(utf8);
  std::u32string out;
  int used = 0;
  for (const char32_t c : Decode(utf8)) {
    if (used + CellWidth(c) > width - 3) break;
    out += c;
    used += CellWidth(c);
  }
  while (!out.empty() && IsSpace(out.back())) out.pop_back();
  return source::EncodeUtf8(out) + "...";
}

std::string OneLine(std::string_view utf8) {
  std::u32string out;
  for (const char32_t c : Decode(utf8)) {
    if (!IsSpace(c)) {
      out += c;
    } else if (!out.empty() && out.back() != U' ') {
      out += U' ';
    }
  }
  if (!out.empty() && out.back() == U' ') out.pop_back();
  return source::EncodeUtf8(out);
}

std::string Table(const std::vector<Column>& columns, const std::vector<std::vector<std::string>>& rows, int indent) {
  std::string out;
  const auto append = [&](const std::vector<std::vector<std::string>>& cells) {
    std::size_t height = 1;
    for (const auto& cell : cells) height = std::max(height, cell.size());
    for (std::size_t line = 0; line < height; ++line) {
      std::string text(static_cast<std::size_t>(indent), ' ');
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const std::string_view cell = c < cells.size() && line < cells[c].size() ? std::string_view(cells[c][line]) : std::string_view();
        text += Pad(cell, columns[c].width);
        text += "  ";
      }
      text.erase(text.find_last_not_of(' ') + 1);
      out += text + '\n';
    }
  };
  std::vector<std::vector<std::string>> heading;
  std::vector<std::vector<std::string>> rule;
  for (const Column& column : columns) {
    heading.push_back({column.heading});
    rule.push_back({std::string(static_cast<std::size_t>(column.width), '-')});
  }
  append(heading);
  append(rule);
  for (const auto& row : rows) {
    std::vector<std::vector<std::string>> cells;
    for (std::size_t c = 0; c < columns.size(); ++c) cells.push_back(Wrap(c < row.size() ? row[c] : "", columns[c].width));
    append(cells);
  }
  return out;
}

std::string Underline(std::u32string_view text, Span span, int indent, int width) {
  const auto size = static_cast<int>(text.size());
  const int begin = std::clamp(span.begin, 0, size);
  int line_begin = begin;
  while (line_begin > 0 && !EndsLine(text[static_cast<std::size_t>(line_begin - 1)])) --line_begin;
  int line_end = begin;
  while (line_end < size && !EndsLine(text[static_cast<std::size_t>(line_end)])) ++line_end;
  // A span over several lines is underlined to the end of its first.
  const int end = std::clamp(span.end, begin, line_end);

  // The part of the line that is shown: the whole of it, or a window that holds the beginning of the span.
  const int room = std::max(20, width - indent);
  int from = line_begin;
  int to = line_end;
  const auto slice = [&](int a, int b) { return text.substr(static_cast<std::size_t>(a), static_cast<std::size_t>(b - a)); };
  if (CellWidth(slice(from, to)) > room) {
    const int marked = std::min(CellWidth(slice(begin, end)), room - 6);
    from = begin;
    int used = marked;
    while (from > line_begin && used + CellWidth(text[static_cast<std::size_t>(from - 1)]) <= (room - 6 + marked) / 2) {
      --from;
      used += CellWidth(text[static_cast<std::size_t>(from)]);
    }
    to = from;
    used = 0;
    while (to < line_end && used + CellWidth(text[static_cast<std::size_t>(to)]) <= room - 6) {
      used += CellWidth(text[static_cast<std::size_t>(to)]);
      ++to;
    }
  }
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  const std::string before = from > line_begin ? "..." : "";
  const std::string after = to < line_end ? "..." : "";
  const int lead = CellWidth(Visible(slice(from, begin))) + static_cast<int>(before.size());
  const int marks = CellWidth(Visible(slice(begin, std::min(end, to))));
  std::string shown = margin + before + source::EncodeUtf8(Visible(slice(from, to))) + after;
  shown.erase(shown.find_last_not_of(' ') + 1);
  return shown + '\n' + margin + std::string(static_cast<std::size_t>(lead), ' ') +
         (marks > 0 ? std::string(static_cast<std::size_t>(marks), '~') : "^") + '\n';
}

Lines::Lines(std::u32string_view text) : begins_{0}, size_(static_cast<int>(text.size())) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] > U'\r') continue;  // nearly every character
    const bool lone_return = text[i] == U'\r' && (i + 1 == text.size() || text[i + 1] != U'\n');
    if (text[i] == U'\n' || lone_return) begins_.push_back(static_cast<int>(i) + 1);
  }
}

LineColumn Lines::Locate(int place) const {
  place = std::clamp(place, 0, size_);
  const auto after = std::upper_bound(begins_.begin(), begins_.end(), place);
  return {static_cast<int>(after - begins_.begin()), place - *(after - 1) + 1};
}

}  // namespace eligo::report
