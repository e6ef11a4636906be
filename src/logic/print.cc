#include "logic/print.h"

#include <utility>

#include <fmt/format.h>

#include "logic/print_fact.h"
#include "logic/vocabulary.h"

namespace eligo::logic {
namespace {

std::string JudgementText(const Expression& e) { return "person judges: " + WordText(e.about); }

// Words that were not read; of logic that was never numbered only their place is known.
std::string UnreadText(const Expression& e) {
  return "unread " + QuotedText(e.words.empty() ? fmt::format("characters {} to {}", e.span.begin, e.span.end) : e.words);
}

std::string ListHead(const Expression& e) {
  if (e.op == Op::kAtLeast) return fmt::format("at least {} of", e.count);
  return e.op == Op::kAnd ? "all of" : "any of";
}

std::string LeafText(const Expression& e, const terms::Terms* terms) {
  switch (e.op) {
    case Op::kFact: return Print(*e.fact, terms);
    case Op::kJudgement: return JudgementText(e);
    case Op::kUnread: return UnreadText(e);
    case Op::kAnd: return "everyone";  // restricts nobody
    case Op::kOr: return "nobody";     // excludes nobody
    case Op::kAtLeast: return ListHead(e) + " nothing";
    default: return "";
  }
}

std::string LeafId(const Expression& e) { return e.op == Op::kFact ? e.fact->id : e.id; }

// What stands on one line whatever is around it.
bool Simple(const Expression& e) { return e.leaf() || (e.of.empty() && e.op != Op::kNot && e.op != Op::kIf && e.op != Op::kUnless); }

std::string InBrackets(const Expression& e, const terms::Terms* terms) { return "(" + InlineText(e, terms) + ")"; }

}  // namespace

std::string InlineText(const Expression& e, const terms::Terms* terms) {
  if (Simple(e)) return LeafText(e, terms);
  switch (e.op) {
    case Op::kNot: return Simple(e.of[0]) ? "not " + LeafText(e.of[0], terms) : "not " + InBrackets(e.of[0], terms);
    case Op::kIf: {
      std::string out = "if " + InBrackets(e.of[0], terms) + " then " + InBrackets(e.of[1], terms);
      if (e.of.size() > 2) out += " else " + InBrackets(e.of[2], terms);
      return out;
    }
    case Op::kUnless: return InBrackets(e.of[0], terms) + " unless " + InBrackets(e.of[1], terms);
    default: break;
  }
  std::string list;
  for (const Expression& child : e.of) list += (list.empty() ? "" : "; ") + InlineText(child, terms);
  return ListHead(e) + " (" + list + ")";
}

void PrintLines(const Expression& e, int indent, const terms::Terms* terms, std::vector<PrintedLine>& lines) {
  const auto line = [&](std::string text, int place, std::string leaf = "") {
    lines.push_back({indent, std::move(text), place, std::move(leaf)});
  };
  const auto block = [&](const Expression& child) { PrintLines(child, indent + 2, terms, lines); };
  if (Simple(e)) return line(LeafText(e, terms), e.span.begin, LeafId(e));
  switch (e.op) {
    case Op::kNot:
      if (Simple(e.of[0])) return line("not " + LeafText(e.of[0], terms), e.span.begin, LeafId(e.of[0]));
      line("not", e.span.begin);
      return block(e.of[0]);
    case Op::kIf:
      line("if", e.span.begin);
      block(e.of[0]);
      line("then", e.of[1].span.begin);
      block(e.of[1]);
      if (e.of.size() < 3) return;
      line("else", e.of[2].span.begin);
      return block(e.of[2]);
    case Op::kUnless:
      // The base stands on the level of its `unless`: what is lifted is what a coordinator looks for.
      PrintLines(e.of[0], indent, terms, lines);
      line("unless", e.of[1].span.begin);
      return block(e.of[1]);
    default: break;
  }
  line(ListHead(e), e.span.begin);
  for (const Expression& child : e.of) block(child);
}

std::string Print(const Expression& e, int indent, const terms::Terms* terms) {
  std::vector<PrintedLine> lines;
  PrintLines(e, indent, terms, lines);
  std::string out;
  for (const PrintedLine& line : lines) out += std::string(static_cast<std::size_t>(line.indent), ' ') + line.text + '\n';
  return out;
}

}  // namespace eligo::logic
