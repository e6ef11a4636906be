// Options: what a person writes on a command line or in a request, checked and turned into settings.
//
// Every message says what was seen and what is expected: "`2026-02-30` is no day; write one like 2026-06-01".
// Tested by test/cli/options_test.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"
#include "verdict/settings.h"

namespace eligo::pipeline {

struct SettingsText {
  std::string as_of;                  // "" is today, by the clock of this machine
  std::vector<std::string> anchors;   // "first_dose=2026-06-15"
  std::vector<std::string> complete;  // "drug", "drug,condition"
  std::string validity = "P28D";
  std::string timezone = "UTC";  // "UTC", "+02:00", "Europe/Berlin"
};

// An error begins with the option's name: "--as-of: ...".
Result<verdict::Settings> ParseSettings(const SettingsText& text);

enum class Stage { kOutline, kParse, kBind, kLint };
Result<Stage> ParseStage(std::string_view text);

enum class ParseFormat { kText, kJson, kEligo, kBrat };
Result<ParseFormat> ParseParseFormat(std::string_view text);

enum class PageFormat { kText, kJson };
// Of `lint` and `diff`.
Result<PageFormat> ParsePageFormat(std::string_view text);

// "note", "warning" or "error"; the error begins with `option`.
Result<Severity> ParseSeverity(std::string_view option, std::string_view text);

enum class FunnelFormat { kText, kJson, kCsv };
Result<FunnelFormat> ParseFunnelFormat(std::string_view text);

enum class ScreenFormat { kText, kJson, kHtml, kCsv };
Result<ScreenFormat> ParseScreenFormat(std::string_view text);

}  // namespace eligo::pipeline
