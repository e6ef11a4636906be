#include "parse/token.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "terms/fold.h"

namespace eligo::parse {
namespace {

bool Digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool Letter(char32_t c) {
  if (c < 0x80) return (c | 0x20) >= U'a' && (c | 0x20) <= U'z';
  return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x370 && c <= 0x3FF) || c == 0xB5;
}

// What a single character of the file is read as; 0 for a character that says nothing (zero width).
char32_t Plain(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + 0x21;  // full-width forms
  switch (c) {
    case 0xA0:
    case 0x2002:
    case 0x2003:
    case 0x2007:
    case 0x2009:
    case 0x200A:
    case 0x202F:
    case 0x3000:
    case U'\t':
    case U'\r':
    case U'\n': return U' ';
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x200E:
    case 0x200F:
    case 0x061C:
    case 0xFEFF:
    case 0xAD: return 0;
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212: return U'-';
    case 0x2018:
    case 0x2019:
    case 0x2032: return U'\'';
    case 0x201C:
    case 0x201D: return U'"';
    case 0x2266:
    case 0x2A7D: return U'≤';
    case 0x2267:
    case 0x2A7E: return U'≥';
    case 0x3001: return U',';
    default: return c;
  }
}

constexpr std::array<std::pair<std::u32string_view, char32_t>, 8> kEntities{{{U"&lt;", U'<'},
                                                                             {U"&gt;", U'>'},
                                                                             {U"&amp;", U'&'},
                                                                             {U"&apos;", U'\''},
                                                                             {U"&quot;", U'"'},
                                                                             {U"&nbsp;", U' '},
                                                                             {U"&#xD;", U' '},
                                                                             {U"&#39;", U'\''}}};

std::string_view Ascii(std::u32string_view text, LetterStore& letters) {
  const std::size_t size = text.size();
  char* out = letters.Take(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = text[i] < 128 ? static_cast<char>(text[i]) : '?';
  return {out, size};
}

// A letter or digit of ASCII, as nearly every character of a word is.
bool PlainWordCharacter(char32_t c) { return c < 128 && ((c | 0x20) - U'a' < 26 || c - U'0' < 10); }

bool Capital(char c) { return c >= 'A' && c <= 'Z'; }

// Of letters and digits of ASCII: as written, and in small letters.
std::pair<std::string_view, std::string_view> PlainWord(std::u32string_view text, LetterStore& letters) {
  constexpr char32_t kSmall = 0x20;  // set in small letters and digits
  const std::size_t size = text.size();
  char* const raw = letters.Take(size);
  char32_t common = kSmall;
  for (std::size_t i = 0; i < size; ++i) {
    raw[i] = static_cast<char>(text[i]);
    common &= text[i];
  }
  if (common != 0) return {{raw, size}, {raw, size}};
  char* const low = letters.Take(size);
  for (std::size_t i = 0; i < size; ++i) low[i] = static_cast<char>(text[i] | kSmall);
  return {{raw, size}, {low, size}};
}

std::string_view SmallLetters(std::string_view ascii, LetterStore& letters) {
  if (std::none_of(ascii.begin(), ascii.end(), Capital)) return ascii;
  char* out = letters.Take(ascii.size());
  std::transform(ascii.begin(), ascii.end(), out, [](char c) { return Capital(c) ? static_cast<char>(c - 'A' + 'a') : c; });
  return {out, ascii.size()};
}

// Of digits with thousands separators or a decimal comma; nothing for more digits than a number of ours has.
std::optional<units::Rational> NumberOf(std::string_view text) {
  const std::size_t comma = text.rfind(',');
  if (comma == std::string_view::npos) return units::Rational::Parse(text);
  const bool comma_is_point = text.find('.') == std::string_view::npos && text.size() - comma < 4;
  std::string digits;
  for (const char c : text) {
    if (c != ',') digits += c;
    if (c == ',' && comma_is_point) digits += '.';
  }
  return units::Rational::Parse(digits);
}

}  // namespace

void Clean(std::u32string_view file, Span span, CleanText& out) {
  out.text.resize(static_cast<std::size_t>(span.length()));
  out.place.resize(static_cast<std::size_t>(span.length()) + 1);
  std::size_t size = 0;
  char32_t* const text = out.text.data();
  int* const places = out.place.data();
  const auto keep = [&](char32_t c, int place) {
    text[size] = c;
    places[size++] = place;
  };
  for (int i = span.begin; i < span.end;) {
    char32_t c = file[static_cast<std::size_t>(i)];
    if (PlainWordCharacter(c) || c == U' ') {  // nearly all of them
      std::size_t to = size;
      do {
        text[to] = c;
        places[to++] = i++;
      } while (i < span.end && (PlainWordCharacter(c = file[static_cast<std::size_t>(i)]) || c == U' '));
      size = to;
      continue;
    }
    if (c >= 128 && Letter(c)) {
      keep(c, i++);
      continue;
    }
    int width = 1;
    if (c == U'\\' && i + 1 < span.end) {  // an escape says nothing of its own
      const char32_t next = file[static_cast<std::size_t>(i) + 1];
      if (!Letter(next) && !Digit(next)) {
        ++i;
        continue;
      }
    }
    if (c == U'&') {
      for (const auto& [entity, plain] : kEntities) {
        if (file.substr(static_cast<std::size_t>(i), entity.size()) == entity) {
          c = plain;
          width = static_cast<int>(entity.size());
          break;
        }
      }
    }
    // "drug(s)", "mass(es)": the ending of a plural, which says nothing.
    if (c == U'(' && width == 1 && size > 0 && Letter(text[size - 1]) && places[size - 1] == i - 1) {
      const std::u32string_view behind = file.substr(static_cast<std::size_t>(i), static_cast<std::size_t>(span.end - i));
      const std::size_t plural = behind.starts_with(U"(s)") ? 3 : behind.starts_with(U"(es)") ? 4 : 0;
      if (plural > 0 && (behind.size() == plural || !Letter(behind[plural]))) {
        i += static_cast<int>(plural);
        continue;
      }
    }
    // "St. John's wort": the stop of an abbreviation that is part of a name.
    if (c == U'.' && size > 1 && text[size - 1] == U't' && text[size - 2] == U'S' && (size == 2 || !Letter(text[size - 3]))) {
      if (i + 1 < span.end && Letter(file[static_cast<std::size_t>(i) + 1])) keep(U' ', i);
      ++i;
      continue;
    }
    c = Plain(c);
    if (c != 0) keep(c, i);
    i += width;
  }
  out.text.resize(size);
  out.place.resize(size + 1);
  out.place[size] = span.end;
}

namespace {

// "8,5 g/dL", ">= 6,5": one or two digits behind a comma, where a comparison stands before or a compound unit behind. A list of
// two numbers ("grades 1,2") has neither.
bool DecimalComma(std::u32string_view s, std::size_t begin, std::size_t comma) {
  std::size_t end = comma + 1;
  if (comma >= s.size() || s[comma] != U',') return false;
  while (end < s.size() && Digit(s[end])) ++end;
  if (end == comma + 1 || end > comma + 3 || (end + 1 < s.size() && (s[end] == U',' || s[end] == U'.') && Digit(s[end + 1]))) return false;
  std::size_t before = begin;
  while (before > 0 && s[before - 1] == U' ') --before;
  if (before > 0 && std::u32string_view(U"<>=≤≥").find(s[before - 1]) != std::u32string_view::npos) return true;
  std::size_t unit = end;
  while (unit < s.size() && s[unit] == U' ') ++unit;
  std::size_t stop = unit;
  while (stop < s.size() && (Letter(s[stop]) || s[stop] == U'/' || s[stop] == U'%')) ++stop;
  const std::u32string_view word = s.substr(unit, stop - unit);
  return word == U"%" || word.find(U'/') != std::u32string_view::npos;
}

// Digits with thousands separators and a decimal point at `i`; the end, or `i` when there are none.
std::size_t NumberEnd(std::u32string_view s, std::size_t i) {
  std::size_t j = i;
  while (j < s.size() && Digit(s[j])) ++j;
  if (j == i) return i;
  // "20,000" but not "1,5" or a list "1, 2": exactly three digits after each comma, at most three before the first.
  if (j - i <= 3) {
    std::size_t k = j;
    while (k + 3 < s.size() && s[k] == U',' && Digit(s[k + 1]) && Digit(s[k + 2]) && Digit(s[k + 3]) &&
           (k + 4 >= s.size() || !Digit(s[k + 4])))
      k += 4;
    j = k;
  }
  if (DecimalComma(s, i, j)) {
    ++j;
    while (j < s.size() && Digit(s[j])) ++j;
    return j;
  }
  if (j + 1 < s.size() && s[j] == U'.' && Digit(s[j + 1])) {
    ++j;
    while (j < s.size() && Digit(s[j])) ++j;
  }
  return j;
}

}  // namespace

namespace {

// The first folded word of a token; false when it is the token in small letters.
bool FoldToken(std::u32string_view word, std::string_view low, std::string& folded) {
  const std::vector<terms::Word> words = terms::Fold(word);
  folded = words.empty() ? "" : words.front().text;
  return !folded.empty() && folded != low;
}

// The same of letters and digits of ASCII.
bool FoldPlainToken(std::string_view low, std::string& folded) {
  if (!terms::MayFold(low)) return false;
  folded = low;
  terms::FoldWord(folded);
  return folded != low;
}

}  // namespace

void Tokenize(const CleanText& clean, LetterStore& letters, std::vector<Token>& out) {
  const std::u32string_view s = clean.text;
  out.clear();
  out.reserve(s.size() / 5 + 4);
  std::string folded;
  bool space = true;
  for (std::size_t i = 0; i < s.size();) {
    if (s[i] == U' ') {
      space = true;
      ++i;
      continue;
    }
    Token& t = out.emplace_back();
    t.space_before = std::exchange(space, false);
    std::size_t end = i + 1;
    if (Digit(s[i])) {
      end = NumberEnd(s, i);
      t.raw = Ascii(s.substr(i, end - i), letters);
      t.text = t.low = KeyedWord(t.raw);
      if (const auto value = NumberOf(t.raw)) {
        t.kind = Token::Kind::kNumber;
        t.value = *value;
      } else {
        t.kind = Token::Kind::kSymbol;  // more digits than any number of ours has
      }
    } else if (Letter(s[i])) {
      while (end < s.size() && PlainWordCharacter(s[end])) ++end;
      const std::size_t plain_end = s[i] < 128 ? end : i;
      while (end < s.size() && (Letter(s[end]) || Digit(s[end]) || (s[end] == U'\'' && end + 1 < s.size() && Letter(s[end + 1])))) ++end;
      t.kind = Token::Kind::kWord;
      t.plain = end == plain_end;
      const std::u32string_view word = s.substr(i, end - i);
      if (t.plain) {
        const auto [raw, low] = PlainWord(word, letters);
        t.raw = raw;
        t.low = KeyedWord(low);
      } else {
        t.raw = Ascii(word, letters);
        t.low = KeyedWord(SmallLetters(t.raw, letters));
      }
      const bool other = t.plain ? FoldPlainToken(t.low, folded) : FoldToken(word, t.low, folded);
      t.text = other ? KeyedWord(letters.Keep(folded)) : t.low;
    } else {
      t.kind = Token::Kind::kSymbol;
      const char32_t next = end < s.size() ? s[end] : U' ';
      if ((s[i] == U'<' || s[i] == U'>') && next == U'=') {
        ++end;
        t.text = s[i] == U'<' ? KeyedWord("<=") : KeyedWord(">=");
      } else if (s[i] == U'=' && (next == U'<' || next == U'>')) {
        ++end;
        t.text = next == U'<' ? KeyedWord("<=") : KeyedWord(">=");
      } else if (s[i] == U'≤') {
        t.text = "<=";
      } else if (s[i] == U'≥') {
        t.text = ">=";
      } else if (s[i] == U'×') {
        t.text = "x";
      }
      t.raw = Ascii(s.substr(i, end - i), letters);
      if (t.text.empty()) t.text = KeyedWord(t.raw);
      t.low = t.text;
      // ">= =" and doubled comparators read once: the second is consumed by the phrase grammar.
    }
    t.place = {static_cast<int>(i), static_cast<int>(end)};
    t.span = clean.At(t.place.begin, t.place.end);
    t.bits = t.text.key().bit() | t.low.key().bit();
    i = end;
  }
  // "a response to, or intolerance of, X": what the prepositions share stands behind, and the commas part nothing. "planning to, HIV" is a
  // list.
  static constexpr std::array<std::string_view, 6> kHang = {"to", "of", "for", "with", "from", "at"};
  static constexpr std::size_t kNear = 8;
  std::size_t opened = 0;  // behind the last "to, or"
  for (std::size_t k = 2; k + 1 < out.size(); ++k) {
    const bool hangs = out[k].text == "," && std::find(kHang.begin(), kHang.end(), out[k - 1].raw) != kHang.end() &&
                       !out[k - 2].Is("limited") && out[k - 2].kind == Token::Kind::kWord;
    const bool opens = hangs && (out[k + 1].Is("or") || out[k + 1].Is("and"));
    if (!hangs || (!opens && (opened == 0 || k - opened > kNear))) continue;
    opened = opens ? k : 0;
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(k));
  }
}

}  // namespace eligo::parse
