// Escape: text from outside (protocols, records, file names) made safe inside HTML and CSV.
// Tested by test/report/escape_test.cc.
#pragma once

#include <string>
#include <string_view>

namespace eligo::report {

// For element content and quoted attributes alike. Control characters that HTML forbids become spaces.
std::string EscapeHtml(std::string_view utf8);

// One CSV cell (RFC 4180): quoted when it holds a comma, a quote or a line break. A cell that a spreadsheet would take for a
// formula (it begins with = + - @, a tab or a carriage return, or their full-width forms) gets an apostrophe in front.
std::string CsvCell(std::string_view utf8);

}  // namespace eligo::report
