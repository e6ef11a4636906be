#include "report/diagnostic_text.h"

#include "report/layout.h"

namespace eligo::report {

std::string DiagnosticText(const Diagnostic& diagnostic, const source::Document& document, const Lines& lines) {
  std::string out = document.path;
  if (!diagnostic.span.empty()) {
    const LineColumn at = lines.Locate(diagnostic.span.begin);
    out += ':' + std::to_string(at.line) + ':' + std::to_string(at.column);
  }
  out += ": " + std::string(ToString(diagnostic.severity)) + ": " + diagnostic.message + " [" + diagnostic.code + "]\n";
  if (!diagnostic.span.empty()) out += Underline(document.text, diagnostic.span, 4, kTextWidth);
  return out;
}

}  // namespace eligo::report
