#include "forecast/smallest_set.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace eligo::forecast {
namespace {

using Sets = std::vector<QuestionSet>;

// Choices that are tried before the best so far is taken.
constexpr int kMostTried = 2000;

int CostOf(const QuestionSet& set) {
  return std::accumulate(set.begin(), set.end(), 0, [](int sum, const Question& q) { return sum + q.cost; });
}

bool Better(const QuestionSet& a, const QuestionSet& b) {
  if (a.size() != b.size()) return a.size() < b.size();
  const int cost_a = CostOf(a);
  const int cost_b = CostOf(b);
  return cost_a != cost_b ? cost_a < cost_b : a < b;
}

bool Within(const QuestionSet& inner, const QuestionSet& outer) {
  return std::includes(outer.begin(), outer.end(), inner.begin(), inner.end());
}

QuestionSet Together(const QuestionSet& a, const QuestionSet& b) {
  QuestionSet out;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

// The best first, none that holds another.
Sets Pruned(Sets sets) {
  if (sets.size() < 2) return sets;
  std::sort(sets.begin(), sets.end(), Better);
  Sets kept;
  for (QuestionSet& set : sets) {
    if (kept.size() == kMostWays) break;
    if (std::none_of(kept.begin(), kept.end(), [&](const QuestionSet& k) { return Within(k, set); })) kept.push_back(std::move(set));
  }
  return kept;
}

Sets Both(const Sets& a, const Sets& b) {
  Sets out;
  for (const QuestionSet& x : a) {
    for (const QuestionSet& y : b) out.push_back(Together(x, y));
  }
  return Pruned(std::move(out));
}

Sets Either(Sets a, const Sets& b) {
  a.insert(a.end(), b.begin(), b.end());
  return Pruned(std::move(a));
}

// Depth first, over lists of which none has a set within `taken`.
class Search {
 public:
  explicit Search(const std::vector<Sets>& of_each) : of_each_(of_each) {}

  QuestionSet Best() {
    Try(0, {});
    return best_;
  }

 private:
  void Try(std::size_t at, const QuestionSet& taken) {
    if (found_ && (tried_ >= kMostTried || taken.size() > best_.size())) return;
    if (at == of_each_.size()) {
      if (!found_ || Better(taken, best_)) best_ = taken;
      found_ = true;
      return;
    }
    // What adds least first, so that the first choice is a good one.
    Sets next;
    for (const QuestionSet& set : of_each_[at]) next.push_back(Together(taken, set));
    std::stable_sort(next.begin(), next.end(), Better);
    for (const QuestionSet& set : next) {
      ++tried_;
      Try(at + 1, set);
    }
  }

  const std::vector<Sets>& of_each_;
  QuestionSet best_;
  bool found_ = false;
  int tried_ = 0;
};

}  // namespace

Ways Settled(Truth truth) {
  Ways ways;
  if (truth == Truth::kTrue) ways.to_true.emplace_back();
  if (truth == Truth::kFalse) ways.to_false.emplace_back();
  return ways;
}

Ways Asked(Question question) { return {{{question}}, {{question}}}; }

Ways And(const Ways& a, const Ways& b) { return {Both(a.to_true, b.to_true), Either(a.to_false, b.to_false)}; }
Ways Or(const Ways& a, const Ways& b) { return {Either(a.to_true, b.to_true), Both(a.to_false, b.to_false)}; }
Ways Not(const Ways& a) { return {a.to_false, a.to_true}; }

// `when` stands twice in the rule and cannot be both.
Ways Choose(const Ways& when, const Ways& then, const Ways& otherwise) {
  Ways ways;
  ways.to_true =
      Either(Either(Both(when.to_true, then.to_true), Both(when.to_false, otherwise.to_true)), Both(then.to_true, otherwise.to_true));
  ways.to_false = Either(Both(when.to_true, then.to_false), Both(when.to_false, otherwise.to_false));
  return ways;
}

std::vector<QuestionSet> WaysToSettle(const logic::Criterion& criterion, const std::vector<Ways>& ways) {
  const auto leaf = [&](const logic::Expression&, int number, logic::Side) { return ways[static_cast<std::size_t>(number)]; };
  Ways all = logic::Evaluate<Ways>(criterion.expression, logic::SideOf(criterion.kind), leaf);
  const bool inclusion = criterion.kind == logic::Kind::kInclusion;
  Sets& pass = inclusion ? all.to_true : all.to_false;
  return std::move(!pass.empty() ? pass : inclusion ? all.to_false : all.to_true);
}

QuestionSet SmallestSet(std::vector<std::vector<QuestionSet>> of_each) {
  // What there is no choice about, until it leaves nothing more without a choice.
  QuestionSet sure;
  for (bool more = true; more;) {
    more = false;
    std::vector<Sets> left;
    for (Sets& sets : of_each) {
      if (sets.empty() || std::any_of(sets.begin(), sets.end(), [&](const QuestionSet& s) { return Within(s, sure); })) continue;
      if (sets.size() == 1) {
        sure = Together(sure, sets.front());
        more = true;
        continue;
      }
      for (QuestionSet& set : sets) set = Together(set, sure);
      left.push_back(Pruned(std::move(sets)));
    }
    of_each = std::move(left);
  }
  if (of_each.empty()) return sure;
  // With few choices first, wrong ones are left early.
  std::stable_sort(of_each.begin(), of_each.end(), [](const Sets& a, const Sets& b) { return a.size() < b.size(); });
  return Search(of_each).Best();
}

}  // namespace eligo::forecast
