#include "diff/diff.h"

#include <algorithm>

#include "diff/align.h"
#include "diff/leaves.h"

namespace eligo::diff {
namespace {

using logic::CriterionChange;
using logic::Effect;

// A criterion that comes bars patients, whatever its section; one that restricts nobody does nothing.
Effect OfWhole(const logic::Criterion& c, bool comes) {
  if (!c.unread.empty()) return Effect::kUnknown;
  const bool restricts = c.expression.leaf() || !c.expression.of.empty();
  if (!restricts) return Effect::kNone;
  return comes ? Effect::kStricter : Effect::kLooser;
}

}  // namespace

logic::Changes Diff(const logic::Protocol& before, const logic::Protocol& after, const terms::Terms& terms) {
  const std::vector<Pair> pairs = Align(before, after);
  // A criterion that changed its section left the order altogether; the others keep theirs.
  std::vector<Pair> stayed;
  std::vector<std::size_t> place_of_stayed;
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    if (before.criteria[static_cast<std::size_t>(pairs[p].before)].kind != after.criteria[static_cast<std::size_t>(pairs[p].after)].kind)
      continue;
    stayed.push_back(pairs[p]);
    place_of_stayed.push_back(p);
  }
  std::vector<bool> moved(pairs.size(), false);
  const std::vector<bool> out_of_order = OutOfOrder(stayed);
  for (std::size_t i = 0; i < stayed.size(); ++i) moved[place_of_stayed[i]] = out_of_order[i];
  std::vector<int> pair_of_old(before.criteria.size(), -1);
  std::vector<int> pair_of_new(after.criteria.size(), -1);
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    pair_of_old[static_cast<std::size_t>(pairs[p].before)] = static_cast<int>(p);
    pair_of_new[static_cast<std::size_t>(pairs[p].after)] = static_cast<int>(p);
  }

  logic::Changes out;
  const auto removed_from = [&](std::size_t i) {
    // Those that followed, up to the next one that is still there.
    for (; i < before.criteria.size() && pair_of_old[i] < 0; ++i) {
      out.push_back({CriterionChange::Kind::kRemoved, static_cast<int>(i), -1, false, OfWhole(before.criteria[i], false), {}});
    }
  };
  removed_from(0);
  for (std::size_t k = 0; k < after.criteria.size(); ++k) {
    const logic::Criterion& now = after.criteria[k];
    if (pair_of_new[k] < 0) {
      out.push_back({CriterionChange::Kind::kAdded, -1, static_cast<int>(k), false, OfWhole(now, true), {}});
      continue;
    }
    const auto p = static_cast<std::size_t>(pair_of_new[k]);
    const auto i = static_cast<std::size_t>(pairs[p].before);
    const logic::Criterion& was = before.criteria[i];
    CriterionChange change{CriterionChange::Kind::kSame, static_cast<int>(i), static_cast<int>(k), moved[p], Effect::kNone, {}};
    change.leaves = CompareLeaves(was, now, terms);
    change.effect = Sum(change.leaves);
    if (was.kind != now.kind) {
      change.kind = CriterionChange::Kind::kTurned;
      // What was asked for is excluded now, or the reverse, unless its sense was turned with it.
      if (!change.leaves.empty()) change.effect = Effect::kMixed;
    } else if (std::any_of(change.leaves.begin(), change.leaves.end(),
                           [](const logic::LeafChange& c) { return c.effect != Effect::kNone; })) {
      change.kind = CriterionChange::Kind::kChanged;  // 80 g/L written as 8 g/dL is another wording
    } else if (was.key != now.key || !change.leaves.empty()) {
      change.kind = CriterionChange::Kind::kReworded;
    }
    out.push_back(std::move(change));
    removed_from(i + 1);
  }
  return out;
}

}  // namespace eligo::diff
