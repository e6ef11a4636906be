// DiagnosticText: `path:line:column: severity: message [code]`, and the words underlined.
#pragma once

#include <string>

#include "base/diagnostic.h"
#include "source/protocol.h"

namespace eligo::report {

std::string DiagnosticText(const Diagnostic& diagnostic, const source::Document& document, int width);

}  // namespace eligo::report
