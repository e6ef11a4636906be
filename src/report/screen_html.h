// ScreenHtml: the report as one self-contained HTML file: worklists, criteria, patient pages, ready to print.
//
// No network: styles and script stand in the file and its content security policy forbids loading anything. Everything that
// concerns one patient is plain HTML, so the file reads and prints without JavaScript; what all patients share (the
// protocol's sentences and the logic read from them) is stored once per protocol and put beside each patient's verdicts by
// the script. docs/report.md says why, and what the size limits are.
// Tested by test/report/screen_html_test.cc.
#pragma once

#include <cstddef>

#include "report/screening.h"

namespace eligo::report {

struct HtmlLimits {
  std::size_t page_bytes = std::size_t{12} << 20;  // of all patient pages together; best rows first
  std::size_t rows = 5000;                         // of one worklist; above it only rows that at most one criterion stops
};

// False when the sink refused.
bool ScreenHtml(const Screening& screening, const Sink& sink, const HtmlLimits& limits = {});

}  // namespace eligo::report
