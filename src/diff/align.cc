#include "diff/align.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "terms/fold.h"

namespace eligo::diff {
namespace {

// Below this two criteria are two, however alone they stand.
constexpr double kFloor = 0.45;
// A criterion that changed its section must be this like.
constexpr double kTurned = 0.75;
// In very long texts only neighbours are compared.
constexpr int kNeighbours = 400;

struct Sketch {
  std::multiset<std::string> words;
  std::multiset<std::string> concepts;
  std::string cohort;
};

std::string CohortOf(const logic::Protocol& p, const logic::Criterion& c) {
  return c.cohort < 0 ? "" : p.cohorts[static_cast<std::size_t>(c.cohort)].id;
}

Sketch SketchOf(const logic::Protocol& p, const logic::Criterion& c) {
  Sketch s;
  const std::string folded = terms::FoldName(c.text);
  std::size_t begin = 0;
  while (begin < folded.size()) {
    const std::size_t end = std::min(folded.find(' ', begin), folded.size());
    if (end > begin) s.words.insert(folded.substr(begin, end - begin));
    begin = end + 1;
  }
  logic::ForEachLeaf(c.expression, [&](const logic::Expression& leaf) {
    if (leaf.op == logic::Op::kFact)
      s.concepts.insert(leaf.fact->concept_ref.id.empty() ? leaf.fact->concept_ref.text : leaf.fact->concept_ref.id);
  });
  s.cohort = CohortOf(p, c);
  if (!c.field.empty()) s.concepts.insert(c.field);
  return s;
}

double Dice(const std::multiset<std::string>& a, const std::multiset<std::string>& b) {
  if (a.empty() || b.empty()) return 0;
  std::size_t both = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x < *y) {
      ++x;
    } else if (*y < *x) {
      ++y;
    } else {
      ++both;
      ++x;
      ++y;
    }
  }
  return 2.0 * static_cast<double>(both) / static_cast<double>(a.size() + b.size());
}

double Likeness(const Sketch& a, const Sketch& b) {
  if (a.cohort != b.cohort) return 0;
  const double words = Dice(a.words, b.words);
  if (a.concepts.empty() || b.concepts.empty()) return words;
  // What it is about weighs as much as how it is put; either alone may have been rewritten.
  return std::max((words + Dice(a.concepts, b.concepts)) / 2, words);
}

}  // namespace

std::vector<Pair> Align(const logic::Protocol& before, const logic::Protocol& after) {
  const int n = static_cast<int>(before.criteria.size());
  const int m = static_cast<int>(after.criteria.size());
  std::vector<int> of_new(static_cast<std::size_t>(m), -1);
  std::vector<bool> used(static_cast<std::size_t>(n), false);
  const auto join = [&](int i, int k) {
    used[static_cast<std::size_t>(i)] = true;
    of_new[static_cast<std::size_t>(k)] = i;
  };

  std::map<std::tuple<std::string, std::string, std::string>, std::vector<int>> by_key;
  for (int i = n; i-- > 0;) {
    const logic::Criterion& c = before.criteria[static_cast<std::size_t>(i)];
    by_key[{c.key, CohortOf(before, c), c.field}].push_back(i);
  }
  for (int k = 0; k < m; ++k) {
    const logic::Criterion& c = after.criteria[static_cast<std::size_t>(k)];
    const auto at = by_key.find({c.key, CohortOf(after, c), c.field});
    if (at == by_key.end() || at->second.empty()) continue;
    join(at->second.back(), k);
    at->second.pop_back();
  }

  std::vector<Sketch> old_sketches(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) {
    if (!used[static_cast<std::size_t>(i)])
      old_sketches[static_cast<std::size_t>(i)] = SketchOf(before, before.criteria[static_cast<std::size_t>(i)]);
  }
  std::vector<std::tuple<double, int, int, int>> candidates;  // likeness (negative), distance, old, new
  for (int k = 0; k < m; ++k) {
    if (of_new[static_cast<std::size_t>(k)] >= 0) continue;
    const logic::Criterion& c = after.criteria[static_cast<std::size_t>(k)];
    const Sketch sketch = SketchOf(after, c);
    for (int i = std::max(0, k - kNeighbours); i < std::min(n, k + kNeighbours); ++i) {
      if (used[static_cast<std::size_t>(i)]) continue;
      const double likeness = Likeness(old_sketches[static_cast<std::size_t>(i)], sketch);
      const bool same_kind = before.criteria[static_cast<std::size_t>(i)].kind == c.kind;
      if (likeness >= (same_kind ? kFloor : kTurned)) candidates.emplace_back(-likeness - (same_kind ? 0.1 : 0), std::abs(i - k), i, k);
    }
  }
  std::sort(candidates.begin(), candidates.end());
  for (const auto& [likeness, distance, i, k] : candidates) {
    if (!used[static_cast<std::size_t>(i)] && of_new[static_cast<std::size_t>(k)] < 0) join(i, k);
  }

  std::vector<Pair> pairs;
  for (int k = 0; k < m; ++k) {
    if (of_new[static_cast<std::size_t>(k)] >= 0) pairs.push_back({of_new[static_cast<std::size_t>(k)], k});
  }
  return pairs;
}

std::vector<bool> OutOfOrder(const std::vector<Pair>& pairs) {
  // Longest increasing run of `before`, by patience: tails[l] ends the best run of length l + 1.
  std::vector<std::size_t> tails;
  std::vector<std::size_t> previous(pairs.size(), pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto at =
        std::lower_bound(tails.begin(), tails.end(), pairs[i].before, [&](std::size_t t, int value) { return pairs[t].before < value; });
    if (at != tails.begin()) previous[i] = *(at - 1);
    if (at == tails.end()) {
      tails.push_back(i);
    } else {
      *at = i;
    }
  }
  std::vector<bool> out(pairs.size(), true);
  if (!tails.empty()) {
    for (std::size_t i = tails.back(); i < pairs.size(); i = previous[i]) out[i] = false;
  }
  return out;
}

}  // namespace eligo::diff
