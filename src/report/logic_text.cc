#include "report/logic_text.h"

namespace eligo::report {
namespace {

// Unread leaves get the protocol's words where they have none.
void AddWords(const source::Document& document, logic::Expression& e) {
  if (e.op == logic::Op::kUnread && e.words.empty() && !e.span.empty()) e.words = Text(document, e.span);
  for (logic::Expression& child : e.of) AddWords(document, child);
}

}  // namespace

std::string LogicText(const source::Document& document, const logic::Criterion& criterion, int indent, const terms::Terms* terms) {
  logic::Expression worded = criterion.expression;
  AddWords(document, worded);
  std::string out = logic::Print(worded, indent, terms);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

std::vector<logic::PrintedLine> LogicLines(const source::Document& document, const logic::Criterion& criterion) {
  logic::Expression worded = criterion.expression;
  AddWords(document, worded);
  std::vector<logic::PrintedLine> lines;
  logic::PrintLines(worded, 0, nullptr, lines);
  return lines;
}

}  // namespace eligo::report
