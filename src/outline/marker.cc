#include "outline/marker.h"

#include <algorithm>

namespace eligo::outline {
namespace {

constexpr int kMostDigits = 9;    // a text of 16 MB has no longer number
constexpr int kPlainDigits = 3;   // a longer number may be a year or an amount
constexpr int kLongestRoman = 6;  // xxviii

bool IsDash(char32_t c) { return c == U'-' || c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2014 || c == 0x2212; }
bool IsOpen(char32_t c) { return c == U'(' || c == 0xFF08; }
bool IsClose(char32_t c) { return c == U')' || c == 0xFF09; }
bool IsDot(char32_t c) { return c == U'.' || c == 0xFF0E || c == 0x3001; }

// Value of a roman number in one case, 0 when it is none.
int RomanValue(View text, Span span) {
  const auto value = [](char32_t c) {
    switch (Lower(c)) {
      case U'i': return 1;
      case U'v': return 5;
      case U'x': return 10;
      default: return 0;
    }
  };
  int total = 0;
  for (int i = span.begin; i < span.end; ++i) {
    const int here = value(At(text, i));
    if (here == 0) return 0;
    const int next = i + 1 < span.end ? value(At(text, i + 1)) : 0;
    total += here < next ? -here : here;
  }
  return std::max(total, 0);
}

// The bullet at the span's begin: its glyph and where it ends.
struct Bullet {
  char32_t glyph;
  int end;
  bool weak;
};

std::optional<Bullet> ReadBullet(View text, Span span) {
  int at = span.begin;
  if (StartsWith(text, span, "<li")) return std::nullopt;
  if (At(text, at) == U'\\') ++at;
  const char32_t c = At(text, at);
  const char32_t next = At(text, at + 1);
  const bool spaced = at + 1 >= span.end || IsSpace(next);
  if (IsBulletGlyph(c)) {
    int end = at + 1;
    while (end < span.end && At(text, end) == c) ++end;
    return Bullet{c, end, false};
  }
  if (IsDash(c)) {
    const char32_t glyph = c == U'-' ? U'-' : U'\u2013';
    if (IsDash(next) && (at + 2 >= span.end || IsSpace(At(text, at + 2)))) return Bullet{U'\u2E3A', at + 2, false};
    if (spaced) return Bullet{glyph, at + 1, false};
    if (IsLetter(next) || IsComparator(next) || IsOpen(next) || next == U'\\') return Bullet{glyph, at + 1, true};
    return std::nullopt;
  }
  if (c == U'*') {
    if (next == U'*') {
      const bool marks = at + 2 < span.end && IsSpace(At(text, at + 2));
      return marks ? std::optional<Bullet>({U'\u2051', at + 2, false}) : std::nullopt;
    }
    if (spaced) return Bullet{c, at + 1, false};
    // *Note* is emphasis, not an entry.
    const bool emphasis = Sub(text, {at + 1, std::min(span.end, at + 60)}).find(U'*') != View::npos;
    if (!emphasis && (IsLetter(next) || IsComparator(next))) return Bullet{c, at + 1, true};
    return std::nullopt;
  }
  if ((c == U'+' || c == U'~') && spaced) return Bullet{c, at + 1, false};
  if (c == U'o' && spaced && at + 2 < span.end) return Bullet{c, at + 1, true};  // Word's second bullet, its font lost
  return std::nullopt;
}

// Digits, or letters, from `at`; fills number, style.digits, roman, digits, parent, components.
bool ReadOrdinal(View text, int at, int end, Marker& m) {
  m.digits = {at, at};
  const char32_t first = At(text, at);
  if (at < end && IsDigit(first)) {
    int i = at;
    while (i < end) {
      int value = 0;
      const int begin = i;
      while (i < end && IsDigit(At(text, i)) && i - begin < kMostDigits) value = value * 10 + DigitValue(At(text, i++));
      if (i < end && IsDigit(At(text, i))) return false;
      m.longer = m.longer || i - begin > kPlainDigits;
      m.parent = m.number;
      m.number = value;
      ++m.components;
      m.digits.end = i;
      const bool more = i + 1 < end && At(text, i) == U'.' && IsDigit(At(text, i + 1));
      if (!more) break;
      ++i;
    }
    m.style.digits = Digits::kDecimal;
    return m.number > 0 || m.components > 1;
  }
  int i = at;
  while (i < end && IsAsciiLetter(At(text, i)) && i - at <= kLongestRoman) ++i;
  const int length = i - at;
  if (length == 0 || length > kLongestRoman) return false;
  const bool upper = IsUpper(first);
  for (int k = at; k < i; ++k) {
    if (IsUpper(At(text, k)) != upper) return false;
  }
  m.digits.end = i;
  m.components = 1;
  const int roman = RomanValue(text, m.digits);
  if (length == 1) {
    m.number = static_cast<int>(Lower(first) - U'a') + 1;
    m.roman = roman;
    m.style.digits = upper ? Digits::kUpper : Digits::kLower;
    return true;
  }
  m.number = roman;
  m.style.digits = upper ? Digits::kUpperRoman : Digits::kLowerRoman;
  return roman > 0;
}

std::optional<Marker> ReadCircled(View text, Span span) {
  const char32_t c = At(text, span.begin);
  const bool circled = c >= 0x2460 && c <= 0x249B;  // ① ⑴ ⒈, twenty of each
  if (!circled || span.length() < 2) return std::nullopt;
  Marker m;
  m.style = {Shape::kCircled, Digits::kDecimal, static_cast<char32_t>(0x2460 + (c - 0x2460) / 20 * 20)};
  m.number = static_cast<int>((c - 0x2460) % 20) + 1;
  m.components = 1;
  m.span = m.digits = {span.begin, span.begin + 1};
  return m;
}

}  // namespace

bool IsBulletGlyph(char32_t c) {
  static constexpr std::u32string_view kGlyphs = U"•●○◦◉◎■□▪▫◆◇▶►▸▹➢➤➔❖❑❒❏✓✔✗✘☐☑☒★☆♦✦✧⁃‣∙·⋅⦁⚫‧・※»›";
  return (c >= 0xA7 && kGlyphs.find(c) != View::npos) || (c >= 0xF000 && c <= 0xF0FF);  // the latter: Symbol and Wingdings
}

std::optional<Marker> ReadNumber(View text, Span span) {
  if (std::optional<Marker> circled = ReadCircled(text, span)) return circled;
  Marker m;
  int at = span.begin;
  const bool open = IsOpen(At(text, at));
  if (open) ++at;
  if (!ReadOrdinal(text, at, span.end, m)) return std::nullopt;
  at = m.digits.end;
  if (open && At(text, at) == U'.') ++at;
  if (At(text, at) == U'\\' && at + 1 < span.end) ++at;
  const bool decimal = m.style.digits == Digits::kDecimal;
  const char32_t c = At(text, at);
  if (IsClose(c)) {
    m.style.shape = open ? Shape::kBoth : Shape::kParen;
    ++at;
    if (At(text, at) == U'.') ++at;
  } else if (!open && IsDot(c) && !(c == 0x3001 && !decimal)) {
    m.style.shape = Shape::kDot;
    ++at;
    if (IsClose(At(text, at))) ++at;
  } else if (!open && m.components > 1) {
    m.style.shape = Shape::kNested;
  } else if (!open && decimal && (IsDash(c) || (IsSpace(c) && IsDash(At(text, at + 1)) && IsSpace(At(text, at + 2))))) {
    m.style.shape = Shape::kDash;
    at += IsDash(c) ? 1 : 2;
  } else if (!open && decimal && IsSpace(c)) {
    m.style.shape = Shape::kBare;
  } else {
    return std::nullopt;
  }
  if (m.components > 1 && m.style.shape != Shape::kBoth) m.style.shape = Shape::kNested;
  m.span = {span.begin, at};
  if (at >= span.end) return std::nullopt;
  const char32_t next = At(text, at);
  const bool spaced = IsSpace(next);
  const int word = Trim(text, {at, span.end}).begin;
  switch (m.style.shape) {
    case Shape::kDot:
      // "1.According" and "2.肝臓" are markers; "e.g" and "3.7" are not.
      if (!spaced && !(decimal && (IsLetter(next) || IsComparator(next) || next == U'\\' || IsOpen(next) || next == U'[')))
        return std::nullopt;
      m.weak = !decimal;
      break;
    case Shape::kParen:
    case Shape::kBoth:
      if (IsDigit(next) || next == U'-' || next == U'/' || next == U'+') return std::nullopt;
      break;
    case Shape::kNested:
      if (!spaced && !IsLetter(next)) return std::nullopt;
      m.weak = true;
      break;
    case Shape::kDash:
    case Shape::kBare:
      if (!IsUpper(At(text, word))) return std::nullopt;
      m.weak = true;
      break;
    default: break;
  }
  return m;
}

std::optional<Marker> ReadMarker(View text, Span span) {
  const std::optional<Bullet> bullet = ReadBullet(text, span);
  if (!bullet) {
    std::optional<Marker> number = ReadNumber(text, span);
    if (!number) return std::nullopt;
    // "1. - Adults" and "26. 26. In the opinion": the second marker says nothing new.
    const Span rest = Trim(text, {number->span.end, span.end});
    const std::optional<Bullet> after = number->style.shape == Shape::kBare ? std::nullopt : ReadBullet(text, rest);
    if (after && !after->weak && after->end < rest.end) {
      number->span.end = after->end;
    } else if (const auto again = ReadNumber(text, rest); again && again->style == number->style && again->number == number->number) {
      number->span.end = again->span.end;
    }
    return number;
  }
  Marker m;
  m.style = {Shape::kBullet, Digits::kDecimal, bullet->glyph};
  m.weak = bullet->weak;
  m.span = {span.begin, bullet->end};
  Span rest = Trim(text, {bullet->end, span.end});
  if (rest.empty()) return std::nullopt;
  if (bullet->weak) return m;
  if (const auto second = ReadBullet(text, rest); second && !second->weak && second->end < rest.end) {
    m.span.end = second->end;
    rest = Trim(text, {second->end, span.end});
  }
  if (std::optional<Marker> number = ReadNumber(text, rest); number && !number->weak) {
    number->span.begin = span.begin;
    number->doubled = true;
    return number;
  }
  return m;
}

std::optional<Marker> WithoutNumber(View text, const Marker& marker, Span span) {
  const std::optional<Bullet> bullet = ReadBullet(text, span);
  if (!marker.doubled || !bullet) return std::nullopt;
  Marker m;
  m.style = {Shape::kBullet, Digits::kDecimal, bullet->glyph};
  m.span = {span.begin, bullet->end};
  return m;
}

void ReadAsRoman(Marker& marker) {
  if (marker.roman == 0) return;
  marker.number = marker.roman;
  marker.style.digits = marker.style.digits == Digits::kUpper ? Digits::kUpperRoman : Digits::kLowerRoman;
}

}  // namespace eligo::outline
