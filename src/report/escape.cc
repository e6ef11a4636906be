#include "report/escape.h"

#include <array>

namespace eligo::report {
namespace {

bool LooksLikeFormula(std::string_view cell) {
  if (cell.empty()) return false;
  if (std::string_view("=+-@\t\r\n").find(cell.front()) != std::string_view::npos) return true;
  // ＝ ＋ － ＠: some spreadsheets fold full-width marks.
  constexpr std::array<std::string_view, 4> kFullWidth = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
  for (const std::string_view mark : kFullWidth) {
    if (cell.starts_with(mark)) return true;
  }
  return false;
}

}  // namespace

std::string EscapeHtml(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size() + utf8.size() / 16);
  for (const char c : utf8) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      case '\n':
      case '\t': out += c; break;
      default: out += (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) ? ' ' : c;
    }
  }
  return out;
}

std::string CsvCell(std::string_view utf8) {
  const bool formula = LooksLikeFormula(utf8);
  if (!formula && utf8.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(utf8);
  std::string out = formula ? "\"'" : "\"";
  for (const char c : utf8) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
  return out;
}

}  // namespace eligo::report
