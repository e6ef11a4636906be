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

std::u32string OnOneLine(const Document& document, Span span) {
  const auto size = static_cast<int>(document.text.size());
  std::u32string out;
  for (int i = std::clamp(span.begin, 0, size); i < std::clamp(span.end, 0, size); ++i) {
    const char32_t c = document.text[static_cast<std::size_t>(i)];
    const bool space = c <= U' ' || c == U'\u00A0' || c == U'\u2028' || c == U'\u2029' || c == U'\u0085';
    if (!space) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != U' ') {
      out.push_back(U' ');
    }
  }
  while (!out.empty() && out.back() == U' ') out.pop_back();
  return out;
}

std::string OneLine(const Document& document, Span span) { return EncodeUtf8(OnOneLine(document, span)); }

}  // namespace eligo::source
