#include "outline/outline.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "outline/assemble.h"
#include "outline/cohort.h"
#include "outline/language.h"
#include "outline/lines.h"
#include "outline/refusal.h"
#include "outline/rows.h"
#include "outline/zones.h"

namespace eligo::outline {
namespace {

// Fields of a registry's record that decide about a patient; the others describe the trial.
bool Decides(const source::Field& field) {
  const auto ends = [&](std::string_view name) {
    return field.path.size() >= name.size() && field.path.compare(field.path.size() - name.size(), name.size(), name) == 0;
  };
  if (ends(".minimumAge") || ends(".maximumAge")) return field.value != "N/A" && !field.value.empty();
  return ends(".sex") && (field.value == "FEMALE" || field.value == "MALE");
}

void AddFields(source::Protocol& protocol) {
  for (std::size_t i = 0; i < protocol.document.fields.size(); ++i) {
    if (!Decides(protocol.document.fields[i])) continue;
    source::Item item;
    item.field = static_cast<int>(i);
    protocol.items.push_back(std::move(item));
  }
}

// The beginning of a span, to its line's end at most.
Span Start(const source::Protocol& protocol, Span span) {
  constexpr int kLongest = 40;
  int end = span.begin;
  while (end < span.end && end - span.begin < kLongest && protocol.document.text[static_cast<std::size_t>(end)] >= U' ') ++end;
  return {span.begin, end};
}

// The place to underline when something is not there: the first heading, else the first item.
Span Landmark(const source::Protocol& protocol) {
  for (const source::Header& header : protocol.headers) {
    if (header.kind == source::HeaderKind::kSection) return Start(protocol, header.span);
  }
  for (const source::Item& item : protocol.items) {
    if (!item.span.empty()) return Start(protocol, item.span);
  }
  return Start(protocol, {0, static_cast<int>(protocol.document.text.size())});
}

void DiagnoseSections(const source::Protocol& protocol, const Zones& zones, Diagnostics& diagnostics) {
  const Span where = Landmark(protocol);
  const bool any = std::any_of(protocol.items.begin(), protocol.items.end(), [](const source::Item& item) { return item.field < 0; });
  if (!any) {
    diagnostics.push_back({"kNoCriteria", Severity::kError, where,
                           "no eligibility criteria found; give a text with inclusion and exclusion criteria, one to a line"});
    return;
  }
  const auto assumed = std::find_if(zones.rows.begin(), zones.rows.end(), [](const Zone& z) { return z.role == Role::kItem && z.assumed; });
  if (assumed != zones.rows.end()) {
    diagnostics.push_back({"kAssumedKind", Severity::kWarning, where,
                           "no heading says whether these are inclusion or exclusion criteria; read as inclusion"});
  }
  if (!protocol.has_inclusion_section) {
    diagnostics.push_back(
        {"kMissingSection", Severity::kWarning, where, "the text has no inclusion criteria; no patient can be more than a candidate"});
  }
  if (!protocol.has_exclusion_section) {
    diagnostics.push_back(
        {"kMissingSection", Severity::kWarning, where, "the text has no exclusion criteria; no patient can be more than a candidate"});
  }
}

}  // namespace

source::Protocol Outline(source::Document document, const terms::Terms& terms, Diagnostics& diagnostics) {
  source::Protocol protocol;
  protocol.document = std::move(document);
  const View text = protocol.document.text;
  const CohortReader cohorts(text, terms);
  const std::vector<Row> rows = MakeRows(text, SplitLines(text));
  const Zones zones = FindZones(text, rows, cohorts);
  protocol.has_inclusion_section = zones.has_inclusion;
  protocol.has_exclusion_section = zones.has_exclusion;

  Diagnostics found;
  AddFields(protocol);
  Assemble(rows, zones, cohorts, protocol, found);
  std::string_view language = ForeignLanguage(text);
  if (language.empty() && zones.foreign) language = LanguageOfItems(protocol);  // too short to tell but by its headings
  RefuseItems(protocol, language, found);
  if (!language.empty()) {
    found.push_back({"kLanguage", Severity::kWarning, Landmark(protocol),
                     "the text seems to be in " + std::string(language) + "; only English is read, the rest stays unread"});
  }
  DiagnoseSections(protocol, zones, found);
  std::stable_sort(found.begin(), found.end(), [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
  diagnostics.insert(diagnostics.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  return protocol;
}

}  // namespace eligo::outline
