#include "source/protocol.h"

#include <algorithm>

#include "source/utf8.h"

namespace eligo::source {

std::u32string_view Characters(const Document& document, Span span) {
  const int size = static_cast<int>(document.text.size());
  const int begin = std::clamp(span.begin, 0, size);
  const int end = std::clamp(span.end, begin, size);
  return std::u32string_view(document.text).substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

std::string Text(const Document& document, Span span) { return EncodeUtf8(Characters(document, span)); }

std::string OneLine(const Document& document, Span span) {
  std::string out;
  for (const char c : Text(document, span)) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

}  // namespace eligo::source
