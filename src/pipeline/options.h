// Options: what a person writes on a command line or in a request, checked and turned into settings.
//
// Every message says what was seen and what is expected: "`2026-02-30` is no day; write one like 2026-06-01".
// Tested by test/cli/options_test.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

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

enum class Stage { kOutline, kParse, kBind };
Result<Stage> ParseStage(std::string_view text);

enum class ParseFormat { kText, kJson, kEligo };
Result<ParseFormat> ParseParseFormat(std::string_view text);

enum class ScreenFormat { kText, kJson, kHtml, kCsv };
Result<ScreenFormat> ParseScreenFormat(std::string_view text);

}  // namespace eligo::pipeline
