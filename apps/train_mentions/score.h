// Score: predicted mentions against annotated ones, strict (same place and type) and relaxed (overlap, one to one).
#pragma once

#include <array>
#include <vector>

#include "apps/train_mentions/corpora.h"
#include "tagger/labels.h"

namespace eligo::train {

struct Predicted {
  std::size_t type = 0;
  Span span;
};

struct Counts {
  long gold = 0, predicted = 0, strict = 0, relaxed = 0;
  double StrictF1() const { return gold + predicted == 0 ? 1 : 2.0 * static_cast<double>(strict) / static_cast<double>(gold + predicted); }
  double RelaxedF1() const {
    return gold + predicted == 0 ? 1 : 2.0 * static_cast<double>(relaxed) / static_cast<double>(gold + predicted);
  }
};

struct Score {
  std::array<Counts, tagger::kTypes.size()> types{};
  void Add(const std::vector<Gold>& gold, const std::vector<Predicted>& predicted);
  Counts Overall() const;  // without Qualifier and Reference_point
};

}  // namespace eligo::train
