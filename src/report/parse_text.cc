#include "report/parse_text.h"

#include <algorithm>
#include <vector>

#include "report/diagnostic_text.h"
#include "report/items.h"
#include "report/layout.h"
#include "report/logic_text.h"
#include "source/print.h"

namespace eligo::report {
namespace {

std::string Plural(std::size_t count, std::string_view noun, std::string_view nouns) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? noun : nouns);
}

std::string Indented(std::string_view text, int indent) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) out += std::string(static_cast<std::size_t>(indent), ' ') + std::string(text.substr(0, end));
    out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// "exclusion 4   exc-4   cohort sle": the number as printed, then the name that verdicts use.
template <typename Protocol, typename Criterion>
std::string Heading(const Protocol& protocol, const Criterion& criterion, std::string_view id, std::string_view field) {
  std::string out(ToString(criterion.kind));
  if (criterion.number) out += ' ' + *criterion.number;
  out += "   " + std::string(id);
  if (criterion.cohort >= 0) out += "   cohort " + protocol.cohorts[static_cast<std::size_t>(criterion.cohort)].id;
  if (!field.empty()) out += "   from " + std::string(field);
  return out + '\n';
}

void AddLogic(const Reading& reading, const terms::Terms& terms, std::string& out) {
  const logic::Protocol& protocol = *reading.logic;
  for (const logic::Criterion& criterion : protocol.criteria) {
    out += '\n' + Heading(protocol, criterion, criterion.id, criterion.field);
    out += Wrapped('"' + OneLine(criterion.text) + '"', 2);
    out += LogicText(reading.source.document, criterion, 4, &terms) + '\n';
    // Unread words that no leaf stands for: they take nothing away from the logic, and are shown all the same.
    for (const Span span : criterion.unread) {
      bool shown = false;
      logic::ForEachLeaf(criterion.expression,
                         [&](const logic::Expression& leaf) { shown = shown || (leaf.op == logic::Op::kUnread && leaf.span == span); });
      if (!shown) out += Wrapped("unread \"" + OneLine(Text(reading.source.document, span)) + '"', 4);
    }
  }
}

void AddSyntax(const Reading& reading, const terms::Terms& terms, std::string& out) {
  const std::vector<Item> items = Items(reading.source);
  for (const syntax::Item& read : reading.syntax->items) {
    const Item& item = items[static_cast<std::size_t>(read.source)];
    out += '\n' + Heading(reading.source, *item.item, item.id, item.field);
    out += Wrapped('"' + OneLine(item.text) + '"', 2);
    out += Indented(syntax::Print(read.node, terms), 4);
  }
}

std::string Summary(const Reading& reading) {
  std::size_t inclusion = 0;
  std::size_t unread = 0;
  const std::size_t all = reading.logic ? reading.logic->criteria.size() : reading.source.items.size();
  if (reading.logic) {
    for (const logic::Criterion& criterion : reading.logic->criteria) {
      inclusion += criterion.kind == logic::Kind::kInclusion;
      unread += criterion.unread.size();
    }
  } else {
    for (const source::Item& item : reading.source.items) inclusion += item.kind == source::Kind::kInclusion;
  }
  std::string out = Plural(all, "criterion", "criteria") + ": " + std::to_string(inclusion) + " inclusion, " +
                    std::to_string(all - inclusion) + " exclusion";
  if (!reading.source.cohorts.empty()) out += "; " + Plural(reading.source.cohorts.size(), "cohort", "cohorts");
  if (reading.logic) out += unread == 0 ? "; everything read" : "; " + Plural(unread, "place", "places") + " not read";
  return out;
}

}  // namespace

std::string ParseText(const Reading& reading, const terms::Terms& terms) {
  const source::Document& document = reading.source.document;
  std::string out = document.path + '\n';
  if (const std::string name = DisplayName(reading); name != ShortName(document.path)) out += Wrapped(name, 2);
  out += "  " + Summary(reading) + '\n';
  for (const source::Cohort& cohort : reading.source.cohorts) out += Wrapped("cohort " + cohort.id + ": " + OneLine(cohort.label), 2);
  if (reading.logic) {
    AddLogic(reading, terms, out);
  } else if (reading.syntax) {
    AddSyntax(reading, terms, out);
  } else {
    out += '\n' + Indented(source::Print(reading.source), 2);
  }
  if (!reading.diagnostics.empty()) out += '\n';
  const Lines lines(document.text);
  for (const Diagnostic& diagnostic : reading.diagnostics) out += DiagnosticText(diagnostic, document, lines);
  return out;
}

}  // namespace eligo::report
