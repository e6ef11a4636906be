#include "report/logic_text.h"

#include "logic/print.h"
#include "report/layout.h"

namespace eligo::report {

std::string LogicText(const source::Document& document, const logic::Criterion& criterion, int indent) {
  std::string out = logic::Print(criterion.expression, indent);
  logic::ForEachLeaf(criterion.expression, [&](const logic::Expression& leaf) {
    if (leaf.op != logic::Op::kUnread || leaf.span.empty()) return;
    std::string printed = logic::Print(leaf);
    while (!printed.empty() && printed.back() == '\n') printed.pop_back();
    const std::size_t at = out.find(printed);
    if (printed.empty() || at == std::string::npos) return;
    out.replace(at, printed.size(), "not read: \"" + OneLine(Text(document, leaf.span)) + '"');
  });
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

}  // namespace eligo::report
