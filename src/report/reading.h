// Reading: one protocol with every stage that has been run on it.
//
// The report needs the text to show and underline, the logic to say, and the diagnostics of all stages together. A stage
// that was not run is absent.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "logic/protocol.h"
#include "source/protocol.h"
#include "syntax/syntax.h"

namespace eligo::report {

struct Reading {
  source::Protocol source;
  std::optional<syntax::Protocol> syntax;
  std::optional<logic::Protocol> logic;
  Diagnostics diagnostics;  // in reading order
};

// What a person calls the protocol: its title, else its registry number, else its file's name without folder and ending.
std::string DisplayName(const Reading& reading);
// The file's name without folder and ending: "mil62-sle".
std::string ShortName(std::string_view path);

}  // namespace eligo::report
