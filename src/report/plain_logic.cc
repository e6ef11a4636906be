#include "report/plain_logic.h"

#include <algorithm>

namespace eligo::report {
namespace {

bool InWord(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

std::string Spoken(std::string_view word, const terms::Terms& terms, const std::map<std::string, std::string>& labels) {
  if (const auto label = labels.find(std::string(word)); label != labels.end()) return label->second;
  if (word.find('_') == std::string_view::npos) return std::string(word);
  if (const auto found = terms.Find(word)) return std::string(terms.Get(*found).label);
  std::string spaced(word);
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  return spaced;
}

// The words between quotes, from behind the first; `end` becomes the place of the second.
std::string Quoted(std::string_view line, std::size_t from, std::size_t& end) {
  std::string out;
  for (end = from; end < line.size() && line[end] != '"'; ++end) {
    if (line[end] != '\\' || end + 1 == line.size()) {
      out += line[end];
      continue;
    }
    const char escaped = line[++end];
    out += escaped == 'n' || escaped == 'r' || escaped == 't' ? ' ' : escaped;
  }
  return out;
}

// "BILAG-2004 is A on BILAG-2004": the scale of a score is mostly the score.
void DropRepeatedScale(std::string& out, std::string_view scale) {
  constexpr std::string_view kOn = " on ";
  if (!out.ends_with(kOn) || out.find(scale) == std::string::npos) return;
  out.resize(out.size() - kOn.size());
}

}  // namespace

std::string PlainLogic(std::string_view line, const terms::Terms& terms, const std::map<std::string, std::string>& labels) {
  std::string out;
  const auto add = [&out](const std::string& words, std::string_view quote) {
    const std::size_t before = out.size();
    DropRepeatedScale(out, words);
    if (out.size() == before) out.append(quote).append(words).append(quote);
  };
  for (std::size_t i = 0; i < line.size();) {
    std::size_t end = i;
    if (line[i] == '"') {
      add(Quoted(line, i + 1, end), "\"");
      i = end + 1;
    } else if (InWord(line[i])) {
      while (end < line.size() && InWord(line[end])) ++end;
      add(Spoken(line.substr(i, end - i), terms, labels), "");
      i = end;
    } else {
      // Backticks mark an id that is a word of the language, too.
      if (line[i] != '`') out += line[i];
      ++i;
    }
  }
  return out;
}

}  // namespace eligo::report
