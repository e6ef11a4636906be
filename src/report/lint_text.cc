#include "report/lint_text.h"

#include <array>

#include "report/diagnostic_text.h"
#include "report/expression_json.h"

namespace eligo::report {
namespace {

std::string Count(std::size_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

std::array<std::size_t, 3> Counts(const Diagnostics& diagnostics) {
  std::array<std::size_t, 3> counts{};
  for (const Diagnostic& d : diagnostics) ++counts[static_cast<std::size_t>(d.severity)];
  return counts;
}

// The criterion that holds the place; "" for one of the whole text.
std::string CriterionOf(const Reading& reading, Span span) {
  if (!reading.logic || span.empty()) return {};
  for (const logic::Criterion& c : reading.logic->criteria) {
    if (c.span.Contains(span)) return c.id;
  }
  return {};
}

}  // namespace

std::string LintText(const Reading& reading, Severity lowest) {
  std::string out;
  const Lines lines(reading.source.document.text);
  for (const Diagnostic& d : reading.diagnostics) {
    if (d.severity >= lowest) out += DiagnosticText(d, reading.source.document, lines);
  }
  const auto counts = Counts(reading.diagnostics);
  out += reading.source.document.path + ": " + Count(counts[2], "error") + ", " + Count(counts[1], "warning") + ", " +
         Count(counts[0], "note");
  std::size_t hidden = 0;
  for (std::size_t s = 0; s < static_cast<std::size_t>(lowest); ++s) hidden += counts[s];
  if (hidden > 0) out += "; " + std::to_string(hidden) + " not shown";
  return out + '\n';
}

std::string LintJson(const Reading& reading, Severity lowest) {
  const source::Document& document = reading.source.document;
  Json json = {{"contract", 1}, {"eligo", ELIGO_VERSION}};
  json["document"] = {{"path", document.path}, {"id", document.id ? Json(*document.id) : Json(nullptr)}};
  const auto counts = Counts(reading.diagnostics);
  json["counts"] = {{"error", counts[2]}, {"warning", counts[1]}, {"note", counts[0]}};
  Json list = Json::array();
  for (const Diagnostic& d : reading.diagnostics) {
    if (d.severity < lowest) continue;
    const std::string criterion = CriterionOf(reading, d.span);
    list.push_back({{"code", d.code},
                    {"severity", ToString(d.severity)},
                    {"criterion", criterion.empty() ? Json(nullptr) : Json(criterion)},
                    {"span", SpanJson(d.span)},
                    {"text", source::Text(document, d.span)},
                    {"message", d.message}});
  }
  json["diagnostics"] = std::move(list);
  return Dump(json);
}

}  // namespace eligo::report
