#include "units/spelling.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "units/ucum.h"

namespace eligo::units {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

// Every `what` (lower case) becomes `with`, whatever the case of the text.
void ReplaceAll(std::string& text, std::string_view what, std::string_view with) {
  std::string lower = Lower(text);
  for (std::size_t at = 0; (at = lower.find(what, at)) != std::string::npos; at += with.size()) {
    text.replace(at, what.size(), with);
    lower.replace(at, what.size(), with);
  }
}

// 1.73 m2 of body surface, in any spelling, becomes {1.73_m2}; "mL/min/1.73" alone means it too.
void MarkStandardSurface(std::string& text) {
  const std::size_t begin = text.find("1.73");
  if (begin == std::string::npos || text.find('{') != std::string::npos) return;
  std::size_t end = begin + 4;
  while (end < text.size() && std::string_view(" ._*x").find(text[end]) != std::string_view::npos) ++end;
  std::string rest = Lower(text.substr(end));
  for (const std::string_view surface : {"m2", "m^2", "m(2)", "sqm", "sq m", "sq.m", "square meters", "m 2", "msq", "m sq", "m"}) {
    if (!rest.starts_with(surface)) continue;
    rest.erase(0, surface.size());
    break;
  }
  if (!rest.empty() && rest != " bsa" && rest != "bsa") return;
  text.replace(begin, std::string::npos, "{1.73_m2}");
}

// The power of ten a word stands for in counts; 0 for other words. A letter is a count only above a volume ("K/uL"), G and T
// only above a litre ("G/DL" is g/dL in capitals).
int CountWord(std::string_view word, std::string_view below) {
  const std::string lower = Lower(word);
  if (word.size() == 1 && word != "k" && std::string_view("KMGT").find(word[0]) == std::string_view::npos) return 0;
  if (word.size() == 1) {
    const std::optional<std::string> unit = UnitWord(below);
    const std::optional<Product> volume = unit ? ReadUcum(*unit) : std::nullopt;
    if (volume && volume->dimension != ReadUcum("L")->dimension) return 0;
    if (!volume || ((word == "G" || word == "T") && unit != "L")) return 0;
    return word == "M" ? 6 : word == "G" ? 9 : word == "T" ? 12 : 3;
  }
  for (const std::string_view thousand : {"thou", "thous", "thousand", "thousands", "th", "tho"}) {
    if (lower == thousand) return 3;
  }
  for (const std::string_view million : {"million", "millions", "mill", "mil", "mln", "mio"}) {
    if (lower == million) return 6;
  }
  if (lower == "lakh" || lower == "lakhs") return 5;
  if (lower == "giga" || lower == "billion" || lower == "bil") return 9;
  return lower == "tera" ? 12 : 0;
}

// "x10^9", "10e9", "10*9", "10E+3", "x 10(9)", "x109", "E9", "1e9", "1000" -> the exponent and what is left of the text.
struct Power {
  int exponent = 0;
  std::string_view rest;
};
std::optional<Power> LeadingPower(std::string_view text) {
  std::size_t at = 0;
  bool times = false;
  const auto blanks = [&] {
    while (at < text.size() && text[at] == ' ') ++at;
  };
  if (text.starts_with("x") || text.starts_with("X") || text.starts_with("*")) {
    times = true;
    ++at;
    blanks();
  }
  bool mark = false;
  if (text.substr(at).starts_with("10")) {
    at += 2;
    blanks();
    if (at < text.size() && text[at] == '*') ++at, mark = true;
    if (at < text.size() && std::string_view("*^eExX(").find(text[at]) != std::string_view::npos) ++at, mark = true;
    if (at < text.size() && text[at] == '(') ++at;
    if (!mark && !times) return std::nullopt;  // "109/L" may be a number
  } else if (text.substr(at).starts_with("1e") || text.substr(at).starts_with("1E")) {
    at += 2;
  } else if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
  } else {
    return std::nullopt;
  }
  blanks();
  if (at < text.size() && text[at] == '+') ++at;
  Power power;
  const std::size_t begin = at;
  while (at < text.size() && IsDigit(text[at]) && at - begin < 3) power.exponent = power.exponent * 10 + (text[at++] - '0');
  if (at == begin || text[begin] == '0' || at - begin > 2 || power.exponent > 15) return std::nullopt;
  if (at < text.size() && text[at] == ')') ++at;
  blanks();
  power.rest = text.substr(at);
  return power;
}

std::string TenTo(int exponent) { return "10*" + std::to_string(exponent); }

// A word with its exponent: "m^2", "mm3", "kg-1", "dL".
std::optional<std::string> Word(std::string_view token) {
  if (auto whole = UnitWord(token)) return whole;
  std::size_t letters = token.size();
  while (letters > 0 && (IsDigit(token[letters - 1]) || std::string_view("^-+()").find(token[letters - 1]) != std::string_view::npos))
    --letters;
  const std::optional<std::string> unit =
      letters == 1 && (token[0] == 'M' || token[0] == 'm') ? std::optional<std::string>("m") : UnitWord(token.substr(0, letters));
  if (!unit || unit->find_first_of("/.{") != std::string::npos || IsDigit(unit->back())) return std::nullopt;
  std::string exponent;
  for (const char c : token.substr(letters)) {
    if (IsDigit(c) || (c == '-' && exponent.empty())) exponent += c;
  }
  if (exponent.empty() || exponent == "-") return std::nullopt;
  return *unit + exponent;
}

// One side of a slash: words joined by blanks, '.' or '*'. The first may be a count; later names are comments on it.
// below: the text after the first slash, for a numerator.
std::optional<std::string> Part(std::string_view part, bool numerator, std::string_view below) {
  std::string out;
  const auto add = [&out](std::string_view piece) {
    if (!out.empty() && !piece.starts_with('{')) out += '.';
    out += piece;
  };
  while (part.starts_with(' ')) part.remove_prefix(1);
  while (part.ends_with(' ')) part.remove_suffix(1);
  if (part.empty()) return std::nullopt;
  const auto power = LeadingPower(part);
  if (!power && (part[0] == 'x' || part[0] == 'X')) {  // "x1000"
    part.remove_prefix(1);
    while (part.starts_with(' ')) part.remove_prefix(1);
    if (part.empty() || !IsDigit(part[0])) return std::nullopt;
  }
  if (power) {
    add(TenTo(power->exponent));
    part = power->rest;
    if (part.starts_with('/') || part.starts_with('.')) part.remove_prefix(1);
  } else if (IsDigit(part[0])) {
    std::size_t digits = 0;
    while (digits < part.size() && IsDigit(part[digits])) ++digits;
    std::string_view unit = part.substr(digits);
    while (unit.starts_with(' ')) unit.remove_prefix(1);
    const std::string_view number = part.substr(0, digits);
    if (unit.empty()) return std::string(number);
    std::optional<std::string> word = Word(unit);
    if (!word) return std::nullopt;
    if (number == "24" && *word == "h") return "d";
    if (number == "100" && *word == "mL") return "dL";
    if (number == "1") return word;
    if (word->starts_with('{')) return std::string(number) + *word;
    return numerator ? std::string(number) + "." + *word : "(" + std::string(number) + "." + *word + ")";
  }
  bool first = true;
  while (!part.empty()) {
    const std::size_t note = part.starts_with('{') ? part.find('}') : std::string_view::npos;  // "{1.73_m2}" is one word
    const std::size_t end = part.find_first_of(" .*", note == std::string_view::npos ? 0 : note);
    const std::string_view token = part.substr(0, end);
    part = end == std::string_view::npos ? std::string_view() : part.substr(end + 1);
    if (token.empty()) continue;
    const std::string lower = Lower(token);
    // "mosm/kg H2O" and "GPL U/mL": the second word repeats or explains the first.
    const bool repeats = !first && (lower == "h2o" || lower == "water" || (lower == "u" && out.ends_with("'U]")));
    if (repeats) continue;
    // "c/mL" of a viral load, "c/mm3" of cells: no degree is told by volume.
    if (numerator && first && out.empty() && token == "c" && part.empty() && !below.empty()) {
      const std::optional<std::string> unit = UnitWord(below);
      const std::optional<Product> volume = unit ? ReadUcum(*unit) : std::nullopt;
      if (volume && volume->dimension == ReadUcum("L")->dimension) return *unit == "mL" ? "{copies}" : "{cells}";
    }
    const int count = numerator && first && out.empty() ? CountWord(token, below) : 0;
    if (count != 0) {
      add(TenTo(count));
    } else if (token.starts_with('{') && token.ends_with('}')) {
      add(token);
    } else {
      const std::optional<std::string> word = Word(token);
      if (!word) return std::nullopt;
      // A comment follows what it comments on: "g creatinine" is g{creat}; two comments are too many.
      if (word->starts_with('{') && !out.empty() && out.back() == '}') return std::nullopt;
      add(*word);
    }
    first = false;
  }
  return out.empty() ? std::nullopt : std::optional(out);
}

// "mg/(kg.d)" and "mg/(kg*day)" as "mg/kg/day"; other brackets stay and fail.
std::string OpenBrackets(std::string_view text) {
  const std::size_t slash = text.find("/(");
  if (slash == std::string_view::npos || !text.ends_with(')')) return std::string(text);
  std::string out(text.substr(0, slash + 1));
  for (const char c : text.substr(slash + 2, text.size() - slash - 3)) out += c == '.' || c == '*' ? '/' : c;
  return out;
}

std::optional<std::string> PieceByPiece(std::string_view text) {
  std::string plain = OpenBrackets(text);
  ReplaceAll(plain, "cu mm", "mm3");
  ReplaceAll(plain, "cubic mm", "mm3");
  ReplaceAll(plain, "cu.mm", "mm3");
  ReplaceAll(plain, "body weight", "bw");
  ReplaceAll(plain, "international units", "IU");
  std::string out;
  std::size_t begin = 0;
  bool numerator = true;
  while (begin <= plain.size()) {
    std::size_t end = plain.find('/', begin);
    if (end == std::string::npos) end = plain.size();
    const std::string_view part = std::string_view(plain).substr(begin, end - begin);
    if (!numerator) out += '/';
    if (!(numerator && part.empty() && end < plain.size())) {
      const std::optional<std::string> piece = Part(part, numerator, std::string_view(plain).substr(std::min(end + 1, plain.size())));
      if (!piece) return std::nullopt;
      // A product below the line would be read as above it: "mg/kg.day".
      if (!numerator && piece->find('.') != std::string::npos && !piece->starts_with('(') && !piece->starts_with('{')) return std::nullopt;
      out += *piece;
    }
    numerator = false;
    begin = end + 1;
  }
  return ReadUcum(out) ? std::optional(out) : std::nullopt;
}

// "K/uL" counts thousands; UCUM would read kelvin.
bool CountsThousands(std::string_view text) { return text.starts_with("K/") && CountWord("K", text.substr(2)) != 0; }

// "109/L" is mostly 10^9/L whose exponent fell down; it could be a number, so it is neither.
bool LostExponent(std::string_view text) {
  const std::size_t slash = text.find('/');
  return text.starts_with("10") && (slash == 3 || slash == 4) && text[2] != '0' &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(slash), IsDigit);
}

}  // namespace

std::optional<std::string> PlainAscii(std::string_view s) {
  struct Sign {
    std::string_view utf8, ascii;
  };
  static constexpr Sign kSigns[] = {
      {"\u00B5", "u"},    {"\u03BC", "u"},    {"\u00D7", "x"},    {"\u2715", "x"}, {"\u00B7", "."}, {"\u22C5", "."},
      {"\u2219", "."},    {"\u2022", "."},    {"\u2215", "/"},    {"\u2044", "/"}, {"\u00F7", "/"}, {"\u00A0", " "},
      {"\u2009", " "},    {"\u202F", " "},    {"\u2002", " "},    {"\u2003", " "}, {"\u2005", " "}, {"\u2006", " "},
      {"\u2007", " "},    {"\u2008", " "},    {"\u200A", " "},    {"\u200B", ""},  {"\u200C", ""},  {"\u200D", ""},
      {"\u2060", ""},     {"\uFEFF", ""},     {"\u2212", "-"},    {"\u2013", "-"}, {"\u2010", "-"}, {"\u2011", "-"},
      {"\u00B0", "deg "}, {"\u2103", "degC"}, {"\u2109", "degF"}, {"\u2113", "l"}, {"\u207B", "-"}, {"\u2217", "*"}};
  static constexpr std::string_view kSuperscripts[] = {"\u2070", "\u00B9", "\u00B2", "\u00B3", "\u2074",
                                                       "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  std::string out;
  bool raised = false;
  for (std::size_t i = 0; i < s.size();) {
    if (static_cast<unsigned char>(s[i]) < 0x80) {
      if (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r') {
        if (!out.empty() && out.back() != ' ') out += ' ';
      } else {
        out += s[i];
      }
      ++i;
      raised = false;
      continue;
    }
    const std::string_view rest = s.substr(i);
    bool known = false;
    for (std::size_t digit = 0; digit < 10 && !known; ++digit) {
      if (!rest.starts_with(kSuperscripts[digit])) continue;
      if (!raised && !out.empty() && IsDigit(out.back())) out += '^';
      out += static_cast<char>('0' + digit);
      i += kSuperscripts[digit].size();
      raised = known = true;
    }
    for (const Sign& sign : kSigns) {
      if (known || !rest.starts_with(sign.utf8)) continue;
      const bool minus = sign.utf8 == "\u207B";
      if (minus && !out.empty() && IsDigit(out.back())) out += '^';
      if (!(sign.ascii == " " && (out.empty() || out.back() == ' '))) out += sign.ascii;
      i += sign.utf8.size();
      raised = minus;
      known = true;
    }
    if (!known) return std::nullopt;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::optional<std::string> ToUcum(std::string_view text) {
  if (text.size() > 80) return std::nullopt;
  std::optional<std::string> plain = PlainAscii(text);
  if (!plain) return std::nullopt;
  if (plain->empty()) return "1";
  const std::string lower = Lower(*plain);
  if (lower == "n/a" || lower == "na") return std::nullopt;
  if (const auto whole = WholeUnit(lower)) return std::string(*whole);
  ReplaceAll(*plain, " per ", "/");
  if (lower.starts_with("per ")) plain->replace(0, 4, "/");
  MarkStandardSurface(*plain);
  if (LostExponent(*plain)) return std::nullopt;
  if (!CountsThousands(*plain) && ReadUcum(*plain)) return plain;
  return PieceByPiece(*plain);
}

}  // namespace eligo::units
