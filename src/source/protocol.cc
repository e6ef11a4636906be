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
  const std::u32string_view text = Characters(document, span);
  std::u32string out(text.size(), U'\0');
  std::size_t size = 0;
  for (const char32_t c : text) {
    const bool space = c <= U' ' || c == U'\u00A0' || c == U'\u2028' || c == U'\u2029' || c == U'\u0085';
    if (!space) {
      out[size++] = c;
    } else if (size > 0 && out[size - 1] != U' ') {
      out[size++] = U' ';
    }
  }
  if (size > 0 && out[size - 1] == U' ') --size;
  out.resize(size);
  return out;
}

std::string OneLine(const Document& document, Span span) { return EncodeUtf8(OnOneLine(document, span)); }

}  // namespace eligo::source
