#include "publish/cql_term.h"

#include <fmt/format.h>

namespace eligo::publish {
namespace {

using Kind = CqlTerm::Kind;
__extension__ using Wide = __int128;

// As a part of an expression of that kind.
std::string Within(const CqlTerm& term, Kind outer) {
  const bool loose = term.kind == Kind::kAnd || term.kind == Kind::kOr;
  return loose && term.kind != outer ? "(" + term.text + ")" : term.text;
}

std::string Quoted(std::string_view text, char mark) {
  std::string out(1, mark);
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
      continue;
    }
    if (c == mark || c == '\\') out += '\\';
    out += c;
  }
  return out += mark;
}

}  // namespace

std::string QuotedName(std::string_view name) { return Quoted(name, '"'); }
std::string QuotedText(std::string_view text) { return Quoted(text, '\''); }

CqlTerm Named(std::string_view name) { return {Kind::kPlain, QuotedName(name)}; }

CqlTerm And(const CqlTerm& a, const CqlTerm& b) {
  if (a.kind == Kind::kTrue || b.kind == Kind::kFalse) return b;
  if (b.kind == Kind::kTrue || a.kind == Kind::kFalse) return a;
  return {Kind::kAnd, Within(a, Kind::kAnd) + "\n    and " + Within(b, Kind::kAnd)};
}

CqlTerm Or(const CqlTerm& a, const CqlTerm& b) {
  if (a.kind == Kind::kFalse || b.kind == Kind::kTrue) return b;
  if (b.kind == Kind::kFalse || a.kind == Kind::kTrue) return a;
  return {Kind::kOr, Within(a, Kind::kOr) + "\n    or " + Within(b, Kind::kOr)};
}

CqlTerm Not(const CqlTerm& a) {
  if (a.kind == Kind::kTrue) return {Kind::kFalse, "false"};
  if (a.kind == Kind::kFalse) return {Kind::kTrue, "true"};
  return {Kind::kNot, "not " + Within(a, Kind::kNot)};
}

CqlTerm AtLeast(int count, const std::vector<CqlTerm>& values) {
  std::string list;
  for (const CqlTerm& value : values) list += (list.empty() ? "" : ", ") + value.text;
  return {Kind::kPlain, fmt::format("CountAtLeast({}, {{ {} }})", count, list)};
}

CqlTerm Choose(const CqlTerm& when, const CqlTerm& then, const CqlTerm& otherwise) { return And(Or(Not(when), then), Or(when, otherwise)); }

CqlDecimal DecimalOf(const units::Rational& value) {
  constexpr int kDigits = 8;
  const bool negative = value.numerator() < 0;
  const std::int64_t numerator = negative ? -value.numerator() : value.numerator();
  const std::int64_t whole = numerator / value.denominator();
  std::int64_t rest = numerator % value.denominator();
  std::string digits;
  for (int i = 0; i < kDigits && rest != 0; ++i) {
    // rest < denominator <= 2^63, so ten times it may not fit.
    const Wide wide = Wide{rest} * 10;
    digits += static_cast<char>('0' + static_cast<int>(wide / value.denominator()));
    rest = static_cast<std::int64_t>(wide % value.denominator());
  }
  if (digits.empty()) digits = "0";
  return {fmt::format("{}{}.{}", negative ? "-" : "", whole, digits), rest == 0};
}

}  // namespace eligo::publish
