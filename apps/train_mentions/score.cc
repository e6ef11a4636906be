#include "apps/train_mentions/score.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace eligo::train {
namespace {

constexpr std::size_t kOverall = 9;  // the first types of tagger::kTypes

void AddType(const std::vector<const Gold*>& gold, const std::vector<Span>& predicted, Counts& counts) {
  counts.gold += static_cast<long>(gold.size());
  counts.predicted += static_cast<long>(predicted.size());
  std::set<std::pair<int, int>> places;
  for (const Gold* g : gold) places.emplace(g->hull().begin, g->hull().end);
  std::vector<std::tuple<double, std::size_t, std::size_t>> options;
  for (std::size_t j = 0; j < predicted.size(); ++j) {
    const Span p = predicted[j];
    if (places.contains({p.begin, p.end})) ++counts.strict;
    for (std::size_t i = 0; i < gold.size(); ++i) {
      int shared = 0, length = 0;
      for (const Span s : gold[i]->parts) {
        shared += std::max(0, std::min(p.end, s.end) - std::max(p.begin, s.begin));
        length += s.length();
      }
      if (shared == 0) continue;
      const bool exact = p == gold[i]->hull();
      options.emplace_back(exact ? -2.0 : -static_cast<double>(shared) / std::max(p.length(), length), i, j);
    }
  }
  std::sort(options.begin(), options.end());
  std::set<std::size_t> used_gold, used_predicted;
  for (const auto& [order, i, j] : options) {
    if (used_gold.contains(i) || used_predicted.contains(j)) continue;
    used_gold.insert(i);
    used_predicted.insert(j);
  }
  counts.relaxed += static_cast<long>(used_gold.size());
}

}  // namespace

void Score::Add(const std::vector<Gold>& gold, const std::vector<Predicted>& predicted) {
  for (std::size_t type = 0; type < types.size(); ++type) {
    std::vector<const Gold*> g;
    for (const Gold& x : gold) {
      if (x.type == type) g.push_back(&x);
    }
    std::vector<Span> p;
    for (const Predicted& x : predicted) {
      if (x.type == type) p.push_back(x.span);
    }
    AddType(g, p, types[type]);
  }
}

Counts Score::Overall() const {
  Counts out;
  for (std::size_t type = 0; type < kOverall; ++type) {
    out.gold += types[type].gold;
    out.predicted += types[type].predicted;
    out.strict += types[type].strict;
    out.relaxed += types[type].relaxed;
  }
  return out;
}

}  // namespace eligo::train
