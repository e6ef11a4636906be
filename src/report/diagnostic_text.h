// DiagnosticText: `path:line:column: severity: message [code]`, and the words underlined.
#pragma once

#include <string>

#include "base/diagnostic.h"
#include "report/layout.h"
#include "source/protocol.h"

namespace eligo::report {

// `lines` are those of the document.
std::string DiagnosticText(const Diagnostic& diagnostic, const source::Document& document, const Lines& lines);

}  // namespace eligo::report
