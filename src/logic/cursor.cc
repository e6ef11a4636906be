#include "logic/cursor.h"

#include <charconv>

#include "source/utf8.h"

namespace eligo::logic {
namespace {

bool IsBlank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\r' || c == U'\u00A0' || c == U'\uFEFF'; }
bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool IsLetter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'_'; }

}  // namespace

Cursor::Cursor(std::u32string_view text, Span range) : text_(text), at_(range.begin), end_(range.end), taken_(range.begin) { Read(); }

std::string Cursor::Utf8(int begin, int end) const {
  return source::EncodeUtf8(text_.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
}

Token Cursor::Take() {
  Token taken = std::move(token_);
  taken_ = taken.span.end;
  Read();
  return taken;
}

Token Cursor::Second() const {
  Cursor ahead = *this;
  ahead.Take();
  return ahead.token_;
}

bool Cursor::TakeIf(std::string_view word) {
  if (!token_.Is(word)) return false;
  Take();
  return true;
}

Span Cursor::Rest() const {
  int end = end_;
  while (end > token_.span.begin && IsBlank(At(end - 1))) --end;
  return {token_.span.begin, end};
}

void Cursor::Read() {
  while (at_ < end_ && IsBlank(At(at_))) ++at_;
  token_ = {};
  token_.span = {at_, at_};
  if (at_ >= end_) return;
  const char32_t c = At(at_);
  if (c == U'"' || c == U'`') return ReadQuoted(c);
  const int begin = at_;
  const auto is = [&](Token::Kind kind, int length, std::string text) {
    at_ = begin + length;
    token_ = {kind, std::move(text), {begin, at_}, {}};
  };
  if (c == U'<' || c == U'>')
    return At(at_ + 1) == U'=' ? is(Token::Kind::kOperator, 2, Utf8(at_, at_ + 2)) : is(Token::Kind::kOperator, 1, Utf8(at_, at_ + 1));
  if (c == U'=') return is(Token::Kind::kOperator, 1, "=");
  if (c == U'\u2264') return is(Token::Kind::kOperator, 1, "<=");
  if (c == U'\u2265') return is(Token::Kind::kOperator, 1, ">=");
  if (c < 0x80 && std::string_view("()[]:;,").find(static_cast<char>(c)) != std::string_view::npos)
    return is(Token::Kind::kMark, 1, Utf8(at_, at_ + 1));
  if (ReadNumber()) return;
  int end = at_;
  while (end < end_ && (IsLetter(At(end)) || IsDigit(At(end)) || ((At(end) == U'-' || At(end) == U'.') && end > begin))) ++end;
  while (end > begin && (At(end - 1) == U'-' || At(end - 1) == U'.')) --end;
  if (end > begin) return is(Token::Kind::kWord, end - begin, Utf8(begin, end));
  is(Token::Kind::kBad, 1, "a character that has no place here");
}

// Digits with a sign, a point or a slash, and nothing of a word behind them.
bool Cursor::ReadNumber() {
  const int begin = at_;
  int end = begin;
  if (At(end) == U'-') ++end;
  if (!IsDigit(At(end))) return false;
  int points = 0;
  for (; IsDigit(At(end)) || (At(end) == U'.' && IsDigit(At(end + 1))); ++end) points += At(end) == U'.';
  if (points > 1) return false;  // a version
  const bool fraction = At(end) == U'/' && IsDigit(At(end + 1));
  const int slash = end;
  if (fraction) {
    ++end;
    while (IsDigit(At(end))) ++end;
  }
  const bool joined = At(end) == U'-' && (IsLetter(At(end + 1)) || IsDigit(At(end + 1)));
  if (IsLetter(At(end)) || joined) return false;
  std::optional<units::Rational> value;
  if (fraction) {
    std::int64_t over = 0;
    std::int64_t under = 0;
    const std::string a = Utf8(begin, slash);
    const std::string b = Utf8(slash + 1, end);
    const bool read = std::from_chars(a.data(), a.data() + a.size(), over).ptr == a.data() + a.size() &&
                      std::from_chars(b.data(), b.data() + b.size(), under).ptr == b.data() + b.size();
    const bool fits = read && std::from_chars(a.data(), a.data() + a.size(), over).ec == std::errc() &&
                      std::from_chars(b.data(), b.data() + b.size(), under).ec == std::errc();
    if (fits && under != 0) value = units::Rational::Of(over, under);
  } else {
    value = units::Rational::Parse(Utf8(begin, end));
  }
  at_ = end;
  token_.span = {begin, end};
  token_.kind = value ? Token::Kind::kNumber : Token::Kind::kBad;
  token_.text = value ? Utf8(begin, end) : "a number that is too large or too fine; write one of at most 18 digits";
  if (value) token_.number = *value;
  return true;
}

void Cursor::ReadQuoted(char32_t quote) {
  const int begin = at_++;
  std::u32string text;
  while (at_ < end_ && At(at_) != quote) {
    char32_t c = At(at_++);
    if (c == U'\\' && quote == U'"') {
      const char32_t escaped = At(at_++);
      if (escaped == U'n') {
        c = U'\n';
      } else if (escaped == U'r') {
        c = U'\r';
      } else if (escaped == U't') {
        c = U'\t';
      } else if (escaped == U'"' || escaped == U'\\') {
        c = escaped;
      } else {
        at_ = std::min(at_, end_);
        token_ = {Token::Kind::kBad, R"(an escape that quoted words do not have; write \" \\ \n \r or \t)", {at_ - 2, at_}, {}};
        at_ = end_;
        return;
      }
    }
    text += c;
  }
  if (at_ >= end_) {
    at_ = end_;
    token_ = {Token::Kind::kBad,
              quote == U'"' ? "quoted words without an end; close them with `\"`" : "a name without an end; close it with a backtick",
              {begin, end_},
              {}};
    return;
  }
  ++at_;
  token_ = {quote == U'"' ? Token::Kind::kString : Token::Kind::kName, source::EncodeUtf8(text), {begin, at_}, {}};
}

int Cursor::UnitEnd() const {
  const int begin = token_.span.begin;
  std::u32string open;
  int at = begin;
  for (; at < end_; ++at) {
    const char32_t c = At(at);
    if (IsBlank(c) && (open.empty() || open.back() != U'}')) break;
    if (c == U'"' || c == U'`' || c == U';' || c == U',') break;
    if (c == U'(') open += U')';
    if (c == U'[') open += U']';
    if (c == U'{') open += U'}';
    if (c == U')' || c == U']' || c == U'}') {
      if (open.empty() || open.back() != c) break;
      open.pop_back();
    }
  }
  return at;
}

std::string Cursor::PeekUnit() const {
  if (token_.kind == Token::Kind::kEnd || token_.kind == Token::Kind::kOperator || token_.Is("(")) return "";
  return Utf8(token_.span.begin, UnitEnd());
}

Span Cursor::TakeUnit() {
  const Span unit{token_.span.begin, UnitEnd()};
  taken_ = at_ = unit.end;
  Read();
  return unit;
}

int CommentStart(std::u32string_view text, Span range) {
  char32_t quote = U'\0';
  for (int i = range.begin; i < range.end; ++i) {
    const char32_t c = text[static_cast<std::size_t>(i)];
    if (quote != U'\0') {
      if (c == U'\\' && quote == U'"') {
        ++i;
      } else if (c == quote) {
        quote = U'\0';
      }
    } else if (c == U'"' || c == U'`') {
      quote = c;
    } else if (c == U'#' && (i == range.begin || IsBlank(text[static_cast<std::size_t>(i - 1)]))) {
      return i;
    }
  }
  return range.end;
}

}  // namespace eligo::logic
