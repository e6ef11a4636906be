#include "records/event.h"

namespace eligo::records {

std::string_view Codeable::CodeIn(std::string_view system) const {
  for (const Coding& coding : codings) {
    if (coding.system == system) return coding.code;
  }
  return {};
}

std::string_view Codeable::Label() const {
  if (!text.empty()) return text;
  for (const Coding& coding : codings) {
    if (!coding.display.empty()) return coding.display;
  }
  return codings.empty() ? std::string_view() : std::string_view(codings.front().code);
}

}  // namespace eligo::records
