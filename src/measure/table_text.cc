#include "measure/table_text.h"

#include "base/result.h"

namespace eligo::measure {
namespace {

std::string Trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

}  // namespace

TableRow SplitText(std::string_view text, std::string_view separator) {
  TableRow parts;
  if (text.empty()) return parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.push_back(Trim(text.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + separator.size());
  }
}

std::vector<TableRow> ReadTable(std::string_view text) {
  std::vector<TableRow> rows;
  bool names = true;
  for (const std::string& line : SplitText(text, "\n")) {
    if (line.empty() || line[0] == '#') continue;
    if (!names) rows.push_back(SplitText(line, "\t"));
    names = false;
  }
  return rows;
}

units::Rational ReadNumber(std::string_view text) {
  const auto number = units::Rational::Parse(text);
  CHECK(number);
  return *number;
}

}  // namespace eligo::measure
