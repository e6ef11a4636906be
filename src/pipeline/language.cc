#include "pipeline/language.h"

#include <utility>

#include "logic/file.h"
#include "report/diagnostic_text.h"
#include "source/utf8.h"

namespace eligo::pipeline {
namespace {

// The outline that the file's own headings make.
source::Protocol OutlineOf(const logic::Protocol& logic) {
  source::Protocol out;
  out.has_inclusion_section = logic.has_inclusion_section;
  out.has_exclusion_section = logic.has_exclusion_section;
  for (const logic::Cohort& c : logic.cohorts) out.cohorts.push_back({c.id, c.label, c.concept_id, c.span});
  for (const logic::Criterion& c : logic.criteria) {
    source::Item item;
    item.kind = c.kind == logic::Kind::kInclusion ? source::Kind::kInclusion : source::Kind::kExclusion;
    item.cohort = c.cohort;
    item.number = c.number;
    item.span = c.span;
    if (c.field.empty()) {
      item.parts.push_back({c.span, 0, ""});
    } else {
      item.field = static_cast<int>(out.document.fields.size());
      out.document.fields.push_back({c.field, c.text});
    }
    out.items.push_back(std::move(item));
  }
  return out;
}

std::vector<std::string> ErrorsOf(const Diagnostics& diagnostics, const source::Document& document) {
  std::vector<std::string> errors;
  const report::Lines lines(document.text);
  for (const Diagnostic& d : diagnostics) {
    if (d.severity == Severity::kError) errors.push_back(report::DiagnosticText(d, document, lines));
  }
  return errors;
}

}  // namespace

bool IsLanguage(const source::Document& document) { return logic::IsLanguageFile(document); }

Reading ReadLanguage(source::Document document, const terms::Terms& terms) {
  Reading reading;
  reading.logic = logic::ParseFile(document, terms, reading.diagnostics);
  reading.source = OutlineOf(*reading.logic);
  document.fields = std::move(reading.source.document.fields);
  document.id = reading.logic->id;
  document.title = reading.logic->title;
  reading.source.document = std::move(document);
  return reading;
}

std::vector<std::string> LanguageErrors(const Reading& reading) {
  if (!IsLanguage(reading.source.document)) return {};
  return ErrorsOf(reading.diagnostics, reading.source.document);
}

Formatted FormatLanguage(const source::Document& document, const terms::Terms& terms) {
  Diagnostics diagnostics;
  Formatted out;
  out.text = logic::FormatFile(document, terms, diagnostics);
  out.errors = ErrorsOf(diagnostics, document);
  out.changed = out.errors.empty() && out.text != source::EncodeUtf8(document.text);
  return out;
}

}  // namespace eligo::pipeline
