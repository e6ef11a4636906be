// Language: .eligo files in the place of a protocol's text (docs/language.md).
//
//   document --logic::ParseFile--> logic; its outline is made from that, so that everything behind sees a reading like any other
//
// A file with a mistake has errors among its diagnostics and must not be screened for: what a person meant is not known. Does no I/O.
// Tested by test/language/* and test/cli/language_test.cc.
#pragma once

#include <string>
#include <vector>

#include "pipeline/reading.h"

namespace eligo::pipeline {

bool IsLanguage(const source::Document& document);
Reading ReadLanguage(source::Document document, const terms::Terms& terms);

// Of a reading: errors, each several lines: `path:line:column: error: message [code]`, the line, its underline.
std::vector<std::string> LanguageErrors(const Reading& reading);

struct Formatted {
  std::string text;                 // the canonical form with the file's comments; "" when it has errors
  bool changed = false;             // it is not what the file holds
  std::vector<std::string> errors;  // as LanguageErrors tells them
};
Formatted FormatLanguage(const source::Document& document, const terms::Terms& terms);

}  // namespace eligo::pipeline
