#include "lint/speller.h"

#include <algorithm>
#include <array>

namespace eligo::lint {
namespace {

constexpr std::size_t kShortest = 7;
constexpr std::size_t kLongWord = 11;

std::uint64_t Hash(std::string_view text, std::size_t without) {
  std::uint64_t h = 0xcbf29ce484222325ULL;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == without) continue;
    h = (h ^ static_cast<unsigned char>(text[i])) * 0x100000001b3ULL;
  }
  return h;
}

bool Letters(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// Optimal string alignment: swaps of neighbours count as one.
std::size_t Distance(std::string_view a, std::string_view b) {
  if (a.size() > 60 || b.size() > 60) return 99;
  std::array<std::array<std::size_t, 62>, 62> d{};
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

// "infectious" is no "infections" misspelt: words that differ in their ending only are forms of one word, except the stems of
// drug names ("rituxima").
bool FormsOfOneWord(std::string_view a, std::string_view b) {
  std::size_t common = 0;
  while (common < std::min(a.size(), b.size()) && a[common] == b[common]) ++common;
  static constexpr std::string_view kStems[] = {"mab", "nib", "mus", "rin", "cin", "one", "ine", "ate", "ide", "cept"};
  for (const std::string_view stem : kStems) {
    if (b.size() > stem.size() && b.substr(b.size() - stem.size()) == stem && a.size() + 1 == b.size() && common == a.size()) return false;
  }
  return common + 3 >= std::max(a.size(), b.size());
}

}  // namespace

Speller::Speller(const terms::Terms& terms) {
  for (std::size_t i = 0; i < terms.NameCount(); ++i) {
    std::string_view name = terms.Name(i);
    while (!name.empty()) {
      const std::size_t end = std::min(name.find(' '), name.size());
      const std::string_view word = name.substr(0, end);
      if (word.size() >= kShortest && Letters(word)) words_.emplace_back(word);
      name.remove_prefix(std::min(end + 1, name.size()));
    }
  }
  std::sort(words_.begin(), words_.end());
  words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
  for (std::uint32_t w = 0; w < words_.size(); ++w) {
    const std::string& word = words_[w];
    for (std::size_t i = 0; i <= word.size(); ++i) by_key_.emplace_back(Hash(word, i), w);
  }
  std::sort(by_key_.begin(), by_key_.end());
}

bool Speller::Knows(std::string_view word) const {
  const auto at = std::lower_bound(words_.begin(), words_.end(), word);
  return at != words_.end() && *at == word;
}

bool Speller::OneLetterApart(std::string_view a, std::string_view b) {
  if (std::min(a.size(), b.size()) < kShortest || !Letters(a) || !Letters(b)) return false;
  return std::max(a.size(), b.size()) - std::min(a.size(), b.size()) <= 1 && Distance(a, b) == 1;
}

std::string_view Speller::Meant(std::string_view word) const {
  if (word.size() < kShortest || !Letters(word) || Knows(word)) return {};
  std::string_view best;
  std::size_t best_distance = word.size() >= kLongWord ? 3 : 2;
  bool tie = false;
  for (std::size_t i = 0; i <= word.size(); ++i) {
    const std::uint64_t key = Hash(word, i);
    for (auto at = std::lower_bound(by_key_.begin(), by_key_.end(), std::pair(key, std::uint32_t{0}));
         at != by_key_.end() && at->first == key; ++at) {
      const std::string& known = words_[at->second];
      if (known == best || known[0] != word[0] || FormsOfOneWord(word, known)) continue;
      const std::size_t distance = Distance(word, known);
      if (distance < best_distance) {
        best = known;
        best_distance = distance;
        tie = false;
      } else if (distance == best_distance && !best.empty()) {
        tie = true;
      }
    }
  }
  return tie ? std::string_view{} : best;
}

}  // namespace eligo::lint
