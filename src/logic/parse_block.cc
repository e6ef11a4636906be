#include "logic/parse_block.h"

#include <optional>
#include <utility>

#include "logic/parse_fact.h"
#include "logic/parse_line.h"
#include "source/utf8.h"

namespace eligo::logic {
namespace {

class BlockReader {
 public:
  BlockReader(std::u32string_view text, const std::vector<SourceLine>& lines, const terms::Terms& terms, Mistakes& mistakes)
      : text_(text), lines_(lines), terms_(terms), mistakes_(mistakes) {}

  // The one statement of a block.
  Expression One(int parent, int depth, std::string_view head, Span head_span) {
    std::vector<Expression> all = Statements(parent, depth, head, head_span, true);
    return all.empty() ? Placeholder(head_span) : std::move(all.front());
  }

 private:
  Expression Placeholder(Span span) const {
    Expression e = Unread(span);
    e.words = source::EncodeUtf8(text_.substr(static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.length())));
    return e;
  }

  void Mistake(Span span, std::string message) { mistakes_.Add({"kSyntax", Severity::kError, span, std::move(message)}); }

  bool At(int indent) const { return i_ < lines_.size() && lines_[i_].indent == indent; }

  void SkipDeeper(int indent) {
    while (i_ < lines_.size() && lines_[i_].indent > indent) ++i_;
  }

  // The lines deeper than `parent`.
  std::vector<Expression> Statements(int parent, int depth, std::string_view head, Span head_span, bool one) {
    std::vector<Expression> out;
    if (i_ >= lines_.size() || lines_[i_].indent <= parent) {
      Mistake(head_span, "nothing stands under " + std::string(head) + "; write it on the next line, indented");
      return out;
    }
    if (depth >= kMaxDepth) {
      Mistake(lines_[i_].code, "nested deeper than " + std::to_string(kMaxDepth) + " levels; no criterion is");
      SkipDeeper(parent);
      return out;
    }
    const int indent = lines_[i_].indent;
    bool told = false;
    while (i_ < lines_.size() && lines_[i_].indent > parent) {
      const Span code = lines_[i_].code;
      if (lines_[i_].indent != indent) {
        if (!std::exchange(told, true)) Mistake(code, "a line that is not in the column of those above it; line it up with them");
        ++i_;
        continue;
      }
      if (one && !out.empty()) {
        if (!std::exchange(told, true)) {
          Mistake(code, "a second statement under " + std::string(head) + ", which takes one; put both under `all of` or `any of`");
        }
        ++i_;
        SkipDeeper(indent);
        continue;
      }
      out.push_back(Statement(indent, depth));
    }
    return out;
  }

  // A statement and the exceptions behind it.
  Expression Statement(int indent, int depth) {
    Expression e = Base(indent, depth);
    while (At(indent) && Begins("unless")) {
      std::vector<Expression> of;
      of.push_back(std::move(e));
      of.push_back(Part("unless", indent, depth));
      e = Expression{};
      e.op = Op::kUnless;
      e.of = std::move(of);
      e.span = e.of.front().span;
    }
    return e;
  }

  bool Begins(std::string_view word) const { return Cursor(text_, lines_[i_].code).Peek().Is(word); }

  // Behind `unless`, `then`, `else`, `not`, `if`: on the same line, or the block below it.
  Expression Part(std::string_view word, int indent, int depth) {
    const Span code = lines_[i_].code;
    Cursor cursor(text_, code);
    cursor.Take();
    if (cursor.Peek().kind == Token::Kind::kEnd) {
      ++i_;
      return One(indent, depth + 1, "`" + std::string(word) + "`", code);
    }
    return Rest(cursor, indent, depth);
  }

  // From the next token to the end of the line.
  Expression Rest(const Cursor& cursor, int indent, int depth) {
    const Span code = lines_[i_++].code;
    if (mistakes_.full()) return Placeholder(code);
    LineReading line{cursor, terms_, depth, {}};
    auto e = ParseLine(line);
    if (e && line.cursor.Peek().kind != Token::Kind::kEnd) {
      const Token& next = line.cursor.Peek();
      if (next.kind == Token::Kind::kBad) {
        line.Fail(next.span, next.text);
      } else {
        line.Fail(line.cursor.Rest(), Shown(next) + " has no place here; end the line before it, or write a phrase of docs/language.md");
      }
    }
    if (line.mistake) {
      mistakes_.Add(std::move(*line.mistake));
      SkipDeeper(indent);
      return Placeholder(code);
    }
    if (i_ < lines_.size() && lines_[i_].indent > indent) {
      Mistake(lines_[i_].code,
              "a line deeper than the one above it, which has no members; line it up, or write `any of` or `all of` above");
      SkipDeeper(indent);
    }
    return std::move(*e);
  }

  Expression Base(int indent, int depth) {
    const Span code = lines_[i_].code;
    const Cursor start(text_, code);
    const auto alone = [&](std::string_view word) { return start.Peek().Is(word) && start.Second().kind == Token::Kind::kEnd; };
    Expression e;
    e.span = code;
    if (alone("not")) {
      e.op = Op::kNot;
      e.of.push_back(Part("not", indent, depth));
      return e;
    }
    // "if (a) then (b)" is one line; anything else goes on below.
    if (start.Peek().Is("if") && !start.Second().Is("(")) return Condition(indent, depth);
    LineReading head{start, terms_, depth, {}};
    const auto list = ParseListHead(head);
    if (list && head.cursor.Peek().kind == Token::Kind::kEnd) {
      ++i_;
      e.op = list->op;
      e.count = list->count;
      e.of = Statements(indent, depth + 1,
                        list->op == Op::kAtLeast ? "`at least`"
                        : list->op == Op::kOr    ? "`any of`"
                                                 : "`all of`",
                        code, false);
      return e;
    }
    for (const char* word : {"then", "else", "unless"}) {
      if (!start.Peek().Is(word)) continue;
      Mistake(code, "`" + std::string(word) + "` without what it belongs to in the same column above");
      ++i_;
      SkipDeeper(indent);
      return Placeholder(code);
    }
    return Rest(start, indent, depth);
  }

  Expression Condition(int indent, int depth) {
    Expression e;
    e.op = Op::kIf;
    e.span = lines_[i_].code;
    e.of.push_back(Part("if", indent, depth));
    if (!At(indent) || !Begins("then")) {
      Mistake(e.span, "`if` without a `then` in its column; write what must hold under `then`");
      e.of.push_back(Placeholder(e.span));
      return e;
    }
    e.of.push_back(Part("then", indent, depth));
    if (At(indent) && Begins("else")) e.of.push_back(Part("else", indent, depth));
    return e;
  }

  std::u32string_view text_;
  const std::vector<SourceLine>& lines_;
  const terms::Terms& terms_;
  Mistakes& mistakes_;
  std::size_t i_ = 0;
};

}  // namespace

void Mistakes::Add(Diagnostic mistake) {
  if (++count_ > kMaxMistakes + 1) return;
  if (count_ == kMaxMistakes + 1) {
    mistake.code = "kSyntax";
    mistake.message = "more mistakes from here on are not told; mend those above first";
  }
  diagnostics_.push_back(std::move(mistake));
}

Expression ParseBlock(std::u32string_view text, const std::vector<SourceLine>& lines, const terms::Terms& terms, Mistakes& mistakes) {
  if (lines.empty()) return Unread({});
  return BlockReader(text, lines, terms, mistakes).One(-1, 0, "the criterion", lines.front().code);
}

}  // namespace eligo::logic
