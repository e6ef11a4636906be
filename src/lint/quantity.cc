#include "lint/quantity.h"

#include <algorithm>

#include "source/utf8.h"

namespace eligo::lint {
namespace {

bool Digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool Letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool Blank(char32_t c) { return c == U' ' || c == U'\u00A0' || c == U'\n' || c == U'\r'; }
bool Sign(char32_t c) {
  return c == U'<' || c == U'>' || c == U'=' || c == U'\u2264' || c == U'\u2265' || c == U'\u2A7D' || c == U'\u2A7E';
}

std::string Lower(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) out += c < 128 ? static_cast<char>(c >= U'A' && c <= U'Z' ? c + 32 : c) : '?';
  return out;
}

// The longest run after a number that is a unit: up to four pieces parted by blanks.
int UnitAfter(const Passage& p, int from, std::optional<units::Unit>& unit) {
  int end = from;
  int best = from;
  for (int piece = 0; piece < 4; ++piece) {
    int begin = end;
    while (begin < p.span.end && Blank(p.At(begin))) ++begin;
    int stop = begin;
    while (stop < p.span.end && !Blank(p.At(stop)) && p.At(stop) != U',' && p.At(stop) != U';' && p.At(stop) != U')' &&
           p.At(stop) != U'(' && p.At(stop) != U'[' && stop - begin < 24)
      ++stop;
    while (stop > begin && (p.At(stop - 1) == U'.' || p.At(stop - 1) == U':')) --stop;
    if (stop == begin) break;
    std::u32string text;
    for (int i = from; i < stop; ++i) {
      if (p.At(i) != U'\\') text += p.At(i);
    }
    while (!text.empty() && Blank(text.front())) text.erase(text.begin());
    // "2 at screening" has no unit, although UCUM knows an `at`.
    const bool everyday = piece == 0 && begin > from && (text == U"at" || text == U"a" || text == U"in" || text == U"as" || text == U"to");
    if (everyday) break;
    if (auto u = units::ParseUnit(source::EncodeUtf8(text))) {
      unit = std::move(u);
      best = stop;
    }
    end = stop;
  }
  return best;
}

}  // namespace

std::vector<Quantity> Quantities(const Passage& p) {
  std::vector<Quantity> out;
  for (int i = p.span.begin; i < p.span.end; ++i) {
    if (!Digit(p.At(i))) continue;
    int end = i;
    std::string digits;
    while (end < p.span.end && (Digit(p.At(end)) || ((p.At(end) == U'.' || p.At(end) == U',') && Digit(p.At(end + 1))))) {
      if (p.At(end) != U',') digits += static_cast<char>(p.At(end));
      ++end;
    }
    // A digit inside a name ("CD20", "SLEDAI-2K") is no quantity.
    const char32_t before = p.At(i - 1);
    const bool inside = Letter(before) || (before == U'-' && Letter(p.At(i - 2)));
    const auto value = units::Rational::Parse(digits);
    if (inside || !value || digits.size() > 12) {
      i = end;
      continue;
    }
    Quantity q;
    q.value = *value;
    q.number = {i, end};
    int begin = i;
    int sign_end = i;
    while (sign_end > p.span.begin && (Blank(p.At(sign_end - 1)) || p.At(sign_end - 1) == U'\\')) --sign_end;
    int sign = sign_end;
    while (sign > p.span.begin && Sign(p.At(sign - 1))) --sign;
    if (sign < sign_end) {
      for (int k = sign; k < sign_end; ++k) q.sign += p.At(k);
      begin = sign;
    }
    std::optional<units::Unit> unit;
    const int unit_end = UnitAfter(p, end, unit);
    if (unit) {
      q.unit = unit;
      q.time = unit->dimension == std::array<std::int8_t, 8>{0, 0, 1, 0, 0, 0, 0, 0};
    }
    const std::string after = Lower(p.document.substr(static_cast<std::size_t>(end),
                                                      std::min<std::size_t>(24, static_cast<std::size_t>(std::max(0, p.span.end - end)))));
    q.times_limit =
        after.find("uln") != std::string::npos || after.find("upper") != std::string::npos || after.find("lln") != std::string::npos;
    q.span = {begin, std::max(end, unit_end)};
    out.push_back(std::move(q));
    i = std::max(end, unit_end) - 1;
  }
  return out;
}

bool HasLength(const std::vector<Quantity>& quantities, Span within) {
  return std::any_of(quantities.begin(), quantities.end(), [&](const Quantity& q) { return q.time && within.Overlaps(q.span); });
}

}  // namespace eligo::lint
