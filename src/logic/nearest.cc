#include "logic/nearest.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace eligo::logic {
namespace {

constexpr std::size_t kLongest = 64;  // no name is longer

// Letters to change, put in or take out; `most` + 1 when they are more.
std::size_t Distance(std::string_view a, std::string_view b, std::size_t most) {
  if (a.size() > kLongest || b.size() > kLongest) return most + 1;
  if (a.size() > b.size() + most || b.size() > a.size() + most) return most + 1;
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return std::min(row[b.size()], most + 1);
}

}  // namespace

std::vector<std::string> NearestConcepts(std::string_view name, const terms::Terms& terms) {
  std::vector<std::string> found;
  const auto add = [&](std::string_view id) {
    if (found.size() < 3 && std::find(found.begin(), found.end(), id) == found.end()) found.emplace_back(id);
  };
  std::string words(name);
  std::replace(words.begin(), words.end(), '_', ' ');
  for (const terms::ConceptId id : terms.FindName(words)) add(terms.Get(id).id);
  std::string joined = words;
  std::replace(joined.begin(), joined.end(), ' ', '_');
  const std::size_t most = std::clamp<std::size_t>(joined.size() / 4, 1, 4);
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    const std::string_view id = terms.Get(terms::ConceptId{i}).id;
    const std::size_t distance = Distance(joined, id, most);
    if (distance <= most) near.emplace_back(distance, id);
  }
  std::sort(near.begin(), near.end());
  for (const auto& [distance, id] : near) add(id);
  return found;
}

std::string NearestWord(std::string_view word, const std::vector<std::string>& words) {
  const std::size_t most = std::clamp<std::size_t>(word.size() / 3, 1, 3);
  std::size_t best = most + 1;
  std::string nearest;
  for (const std::string& candidate : words) {
    const std::size_t distance = Distance(word, candidate, most);
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace eligo::logic
