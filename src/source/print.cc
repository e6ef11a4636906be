#include "source/print.h"

#include <algorithm>
#include <cstddef>

#include "source/utf8.h"

namespace eligo::source {
namespace {

constexpr std::size_t kLongPage = 120, kPageHead = 70, kPageTail = 40;
constexpr int kDeepest = 40;  // indents stop growing here, so that a thousand levels do not print a million spaces

std::string PageLine(const Document& document, Span span) {
  const std::u32string all = OnOneLine(document, span);
  if (all.size() <= kLongPage) return EncodeUtf8(all);
  return EncodeUtf8(all.substr(0, kPageHead)) + " [...] " + EncodeUtf8(all.substr(all.size() - kPageTail));
}

std::string ItemLines(const Protocol& protocol, const Item& item) {
  std::string out(ToString(item.kind));
  out += ' ' + item.number.value_or("-") + ' ';
  out += item.cohort < 0 ? std::string("-") : protocol.cohorts[static_cast<std::size_t>(item.cohort)].id;
  out += " | ";
  if (item.field >= 0) {
    const Field& field = protocol.document.fields[static_cast<std::size_t>(item.field)];
    return out + "field " + field.path + " = " + field.value + '\n';
  }
  for (std::size_t i = 0; i < item.parts.size(); ++i) {
    const Part& part = item.parts[i];
    if (i > 0) {
      out += std::string(2 * static_cast<std::size_t>(std::clamp(part.depth, 1, kDeepest)), ' ');
      out += (part.marker.empty() ? "+" : part.marker) + (part.depth == 0 ? " (lead)" : "") + " | ";
    }
    out += OneLine(protocol.document, part.span) + '\n';
  }
  if (item.parts.empty()) out += OneLine(protocol.document, item.span) + '\n';
  return out;
}

}  // namespace

std::string Print(const Protocol& protocol) {
  std::string out;
  for (const Cohort& cohort : protocol.cohorts) {
    out += "cohort " + cohort.id + " | " + cohort.label + " | " + cohort.concept_id.value_or("-") + '\n';
  }
  std::size_t header = 0;
  const auto headers_before = [&](int place) {
    for (; header < protocol.headers.size() && protocol.headers[header].span.begin < place; ++header) {
      const Header& h = protocol.headers[header];
      out += "header ";
      out += ToString(h.kind);
      out += " | " + (h.kind == HeaderKind::kPage ? PageLine(protocol.document, h.span) : OneLine(protocol.document, h.span)) + '\n';
    }
  };
  for (const Item& item : protocol.items) {
    if (item.field < 0) headers_before(item.span.begin);
    out += ItemLines(protocol, item);
  }
  headers_before(static_cast<int>(protocol.document.text.size()) + 1);
  return out;
}

}  // namespace eligo::source
