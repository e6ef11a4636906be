#include "syntax/refusal.h"

#include <algorithm>
#include <array>
#include <string>

namespace eligo::syntax {
namespace {

// Begins such a word, with everything it may end in.
constexpr std::array<std::string_view, 35> kBegins = {
    "unwilling", "unable",    "inabilit", "incapa",    "cannot",   "refus",     "declin",   "object",     "withdr",
    "fail",      "lack",      "noncompl", "non-compl", "nonadher", "non-adher", "non-use",  "disincli",   "reluct",
    "unwanted",  "impossib",  "absen",    "inadequ",   "insuffic", "unlikel",   "never",    "incompeten", "poor",
    "against",   "unsuitabl", "limited",  "impair",    "reduced",  "diminish",  "unreliab", "unaccept"};
// Are such a word.
constexpr std::array<std::string_view, 9> kWords = {"not", "no", "none", "nor", "neither", "without", "can't", "won't", "don't"};

}  // namespace

bool Refuses(std::string_view words) {
  std::string word;
  for (std::size_t i = 0; i <= words.size(); ++i) {
    const char c = i < words.size() ? words[i] : ' ';
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    if ((low >= 'a' && low <= 'z') || low == '-' || low == '\'') {
      word += low;
      continue;
    }
    const auto begins = [&](std::string_view b) { return word.starts_with(b); };
    if (std::find(kWords.begin(), kWords.end(), word) != kWords.end() || std::any_of(kBegins.begin(), kBegins.end(), begins)) return true;
    word.clear();
  }
  return false;
}

}  // namespace eligo::syntax
