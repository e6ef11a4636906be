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

Source EventSink::SourceOf(std::string_view text) {
  const SplitSource split = Split(text);
  return {InternSource(split.text), split.number};
}

void AppendKey(const Codeable& code, Bearer bearer, std::string& key) {
  key += static_cast<char>('0' + static_cast<int>(bearer));
  // Lengths first: no text can look like the end of another.
  const auto add = [&key](std::string_view part) { key.append(std::to_string(part.size())).append(":").append(part); };
  add(code.text);
  for (const auto* codings : {&code.codings, &code.above}) {
    add(std::to_string(codings->size()));
    for (const Coding& coding : *codings) {
      add(coding.system);
      add(coding.code);
      add(coding.display);
      key += coding.guessed ? '?' : '!';
    }
  }
}

}  // namespace eligo::records
