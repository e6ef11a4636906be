// Diagnostic: what is wrong, ambiguous or unread in a text, with its place.
//
// Messages: lower case, no full stop, the user's words in backticks, what was seen before
// what to do. They never carry a patient's value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace eligo {

enum class Severity { kNote, kWarning, kError };

constexpr std::string_view ToString(Severity s) {
  switch (s) {
    case Severity::kNote: return "note";
    case Severity::kWarning: return "warning";
    case Severity::kError: return "error";
  }
  return "note";
}

struct Diagnostic {
  std::string code;  // "kUnread", "kMissingAnchor", ...: the list is docs/diagnostics.md
  Severity severity = Severity::kNote;
  Span span;
  std::string message;
};

using Diagnostics = std::vector<Diagnostic>;

}  // namespace eligo
