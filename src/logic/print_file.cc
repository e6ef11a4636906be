#include <utility>

#include <fmt/format.h>

#include "logic/file.h"
#include "logic/file_places.h"
#include "logic/vocabulary.h"

namespace eligo::logic {
namespace {

std::string Heading(const Protocol& protocol, const Criterion& c) {
  std::string out = fmt::format("{} {}", ToString(c.kind), c.id);
  if (c.number) out += " number " + WordText(*c.number);
  if (c.cohort >= 0) out += " cohort " + WordText(protocol.cohorts[static_cast<std::size_t>(c.cohort)].id);
  if (!c.field.empty()) out += " from " + WordText(c.field);
  return out;
}

std::vector<std::string> TextLines(std::string_view text) {
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::vector<PrintedLine> FileLines(const Protocol& protocol, const FilePlaces* places, const terms::Terms& terms) {
  static const FilePlaces kNone;
  const FilePlaces& at = places == nullptr ? kNone : *places;
  std::vector<PrintedLine> lines;
  const auto add = [&](int indent, std::string text, int place) { lines.push_back({indent, std::move(text), place}); };
  add(0, fmt::format("eligo {}", kLanguageVersion), at.version);
  if (protocol.title) add(0, "title " + QuotedText(*protocol.title), at.title);
  if (protocol.id) add(0, "id " + WordText(*protocol.id), at.id);
  if (!protocol.path.empty()) add(0, "source " + QuotedText(protocol.path), at.source);
  if (!protocol.has_inclusion_section) add(0, "no inclusion section", at.no_inclusion);
  if (!protocol.has_exclusion_section) add(0, "no exclusion section", at.no_exclusion);
  for (std::size_t i = 0; i < protocol.cohorts.size(); ++i) {
    const Cohort& cohort = protocol.cohorts[i];
    std::string line = fmt::format("cohort {} {}", WordText(cohort.id), QuotedText(cohort.label));
    if (cohort.concept_id) line += " is " + NameText(*cohort.concept_id);
    add(0, std::move(line), i < at.cohorts.size() ? at.cohorts[i] : 0);
  }
  for (std::size_t i = 0; i < protocol.criteria.size(); ++i) {
    const Criterion& c = protocol.criteria[i];
    const CriterionPlaces* where = i < at.criteria.size() ? &at.criteria[i] : nullptr;
    add(0, "", -1);
    add(0, Heading(protocol, c), where == nullptr ? 0 : where->heading);
    std::size_t n = 0;
    for (std::string& line : TextLines(c.text)) {
      const int place = where != nullptr && n < where->text.size() ? where->text[n] : 0;
      add(2, line.empty() ? "|" : "| " + std::move(line), place);
      ++n;
    }
    PrintLines(c.expression, 2, &terms, lines);
  }
  return lines;
}

std::string PrintFile(const Protocol& protocol, const terms::Terms& terms) {
  std::string out;
  for (const PrintedLine& line : FileLines(protocol, nullptr, terms)) {
    out += std::string(static_cast<std::size_t>(line.indent), ' ') + line.text + '\n';
  }
  return out;
}

}  // namespace eligo::logic
