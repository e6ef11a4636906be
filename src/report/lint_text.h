// LintText, LintJson: the diagnostics of one protocol, for an editor and for a program.
//
// Text is a line a diagnostic, as a compiler prints it, with the words underlined, and a last line that counts what is shown and
// what is hidden. JSON is one object: the shape of `diagnostics` in `eligo parse`, with the words and the criterion they stand in.
// Tested by test/report/lint_text_test.cc.
#pragma once

#include <string>

#include "base/diagnostic.h"
#include "report/reading.h"

namespace eligo::report {

// Diagnostics below `lowest` are counted only.
std::string LintText(const Reading& reading, Severity lowest);
// All diagnostics of `lowest` and above; without a line end.
std::string LintJson(const Reading& reading, Severity lowest);

}  // namespace eligo::report
