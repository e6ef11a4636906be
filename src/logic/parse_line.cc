#include "logic/parse_line.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "logic/parse_fact.h"

namespace eligo::logic {
namespace {

Expression Node(Op op, std::vector<Expression> of, int begin, const LineReading& line) {
  Expression e;
  e.op = op;
  e.of = std::move(of);
  e.span = {begin, line.cursor.taken()};
  return e;
}

// "(", an expression, ")".
std::optional<Expression> ParseBracket(LineReading& line) {
  if (!line.Require("(", "`(`")) return std::nullopt;
  auto inner = ParseLine(line);
  if (!inner || !line.Require(")", "`)`")) return std::nullopt;
  return inner;
}

// "(a; b; c)" behind its head.
std::optional<Expression> ParseList(LineReading& line, Op op, int count, int begin) {
  std::vector<Expression> of;
  if (op != Op::kAtLeast || !line.cursor.TakeIf("nothing")) {
    if (!line.Require("(", "`(`")) return std::nullopt;
    do {
      auto member = ParseLine(line);
      if (!member) return std::nullopt;
      of.push_back(std::move(*member));
    } while (line.cursor.TakeIf(";"));
    if (!line.Require(")", "`;` or `)`")) return std::nullopt;
  }
  Expression e = Node(op, std::move(of), begin, line);
  e.count = count;
  return e;
}

std::optional<Expression> ParseIf(LineReading& line, int begin) {
  std::vector<Expression> of;
  for (const char* word : {"", "then", "else"}) {
    if (*word == 'e' && !line.cursor.Peek().Is("else")) break;
    if (*word != '\0' && !line.Require(word, "`then`")) return std::nullopt;
    auto part = ParseBracket(line);
    if (!part) return std::nullopt;
    of.push_back(std::move(*part));
  }
  return Node(Op::kIf, std::move(of), begin, line);
}

std::optional<Expression> ParsePerson(LineReading& line, int begin) {
  line.cursor.Take();
  line.cursor.Take();
  if (!line.Require(":", "`:`")) return std::nullopt;
  auto about = ParseWord(line, "what the person judges");
  if (!about) return std::nullopt;
  Expression e = Node(Op::kJudgement, {}, begin, line);
  e.about = std::move(*about);
  return e;
}

std::optional<Expression> ParseUnread(LineReading& line, int begin) {
  line.cursor.Take();
  if (line.cursor.Peek().kind != Token::Kind::kString) return line.Expected("what was not read, as words in quotes,");
  const Token words = line.cursor.Take();
  if (words.text.empty()) return line.Fail(words.span, "no words between the quotes; write those of the protocol that were not read");
  Expression e = Node(Op::kUnread, {}, begin, line);
  e.words = words.text;
  return e;
}

std::optional<Expression> ParseHere(LineReading& line) {
  Cursor& cursor = line.cursor;
  const int begin = cursor.Peek().span.begin;
  if (cursor.Peek().Is("(")) {
    auto base = ParseBracket(line);
    if (!base || !cursor.TakeIf("unless")) return base;
    auto exception = ParseBracket(line);
    if (!exception) return std::nullopt;
    std::vector<Expression> of;
    of.push_back(std::move(*base));
    of.push_back(std::move(*exception));
    return Node(Op::kUnless, std::move(of), begin, line);
  }
  if (cursor.TakeIf("not")) {
    auto of = cursor.Peek().Is("(") ? ParseBracket(line) : ParseLine(line);
    if (!of) return std::nullopt;
    std::vector<Expression> list;
    list.push_back(std::move(*of));
    return Node(Op::kNot, std::move(list), begin, line);
  }
  if (cursor.TakeIf("everyone")) return Node(Op::kAnd, {}, begin, line);
  if (cursor.TakeIf("nobody")) return Node(Op::kOr, {}, begin, line);
  if (cursor.TakeIf("if")) return ParseIf(line, begin);
  if (const auto head = ParseListHead(line)) return ParseList(line, head->op, head->count, begin);
  if (line.mistake) return std::nullopt;
  if (cursor.Peek().Is("person") && cursor.Second().Is("judges")) return ParsePerson(line, begin);
  if (cursor.Peek().Is("unread")) return ParseUnread(line, begin);
  auto fact = ParseFact(line, false);
  if (!fact) return std::nullopt;
  Expression e = Node(Op::kFact, {}, begin, line);
  fact->span = e.span;
  e.fact = std::make_shared<Fact>(std::move(*fact));
  return e;
}

}  // namespace

std::nullopt_t LineReading::Fail(Span span, std::string message, std::string code) {
  // The end of a line is shown at its last character: an empty span is no place.
  if (span.empty()) span = {std::max(span.begin - 1, 0), std::max(span.begin, 1)};
  if (!mistake) mistake = Diagnostic{std::move(code), Severity::kError, span, std::move(message)};
  return std::nullopt;
}

std::nullopt_t LineReading::Expected(std::string_view what) {
  const Token& seen = cursor.Peek();
  if (seen.kind == Token::Kind::kEnd)
    return Fail({std::max(cursor.taken() - 1, 0), std::max(cursor.taken(), 1)},
                Shown(seen) + " where " + std::string(what) + " is expected");
  if (seen.kind == Token::Kind::kBad) return Fail(seen.span, seen.text);
  return Fail(seen.span, Shown(seen) + " where " + std::string(what) + " is expected");
}

bool LineReading::Require(std::string_view word, std::string_view what) {
  if (cursor.TakeIf(word)) return true;
  Expected(what);
  return false;
}

std::string Shown(const Token& token) {
  if (token.kind == Token::Kind::kEnd) return "the end of the line";
  const std::string text = token.kind == Token::Kind::kString ? '"' + token.text + '"' : token.text;
  std::size_t cut = std::min<std::size_t>(text.size(), 40);
  while (cut < text.size() && cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  return "`" + text.substr(0, cut) + (cut < text.size() ? "...`" : "`");
}

std::optional<ListHead> ParseListHead(LineReading& line) {
  Cursor& cursor = line.cursor;
  const Token& first = cursor.Peek();
  if ((first.Is("any") || first.Is("all")) && cursor.Second().Is("of")) {
    const Op op = first.Is("any") ? Op::kOr : Op::kAnd;
    cursor.Take();
    cursor.Take();
    return ListHead{op, 0};
  }
  if (!first.Is("at") || !cursor.Second().Is("least")) return std::nullopt;
  cursor.Take();
  cursor.Take();
  const auto count = ParseCount(line, "how many");
  if (!count || !line.Require("of", "`of`")) return std::nullopt;
  return ListHead{Op::kAtLeast, *count};
}

std::optional<int> ParseCount(LineReading& line, std::string_view what) {
  const Token& number = line.cursor.Peek();
  if (number.kind != Token::Kind::kNumber) return line.Expected(what);
  const std::int64_t value = number.number.numerator();
  if (number.number.denominator() != 1 || value < 0 || value > 100'000'000) {
    return line.Fail(number.span, Shown(number) + " is no count; write a whole number");
  }
  line.cursor.Take();
  return static_cast<int>(value);
}

std::optional<std::string> ParseWord(LineReading& line, std::string_view what) {
  switch (line.cursor.Peek().kind) {
    case Token::Kind::kWord:
    case Token::Kind::kNumber:
    case Token::Kind::kName:
    case Token::Kind::kString: return line.cursor.Take().text;
    default: return line.Expected(what);
  }
}

std::optional<Expression> ParseLine(LineReading& line) {
  if (line.mistake) return std::nullopt;
  if (line.depth >= kMaxDepth) {
    return line.Fail(line.cursor.Peek().span, "nested deeper than " + std::to_string(kMaxDepth) + " levels; no criterion is");
  }
  ++line.depth;
  auto e = ParseHere(line);
  --line.depth;
  return line.mistake ? std::nullopt : std::move(e);
}

}  // namespace eligo::logic
