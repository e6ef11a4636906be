// The smallest set of questions against every set of questions, over random criteria.
#include "forecast/smallest_set.h"

#include <algorithm>
#include <functional>
#include <random>

#include <gtest/gtest.h>

#include "test/reference/tree.h"
#include "verdict/verdict.h"

namespace eligo::forecast {
namespace {

using logic::Criterion;
using logic::Expression;
using logic::Kind;
using logic::Op;

// A leaf of a tree: known, or settled by a question; several leaves may be of one question.
struct Leaf {
  Truth known = Truth::kUnknown;
  int question = 0;
};

struct Case {
  std::vector<Criterion> criteria;
  std::vector<std::vector<Leaf>> leaves;  // of each criterion
  std::vector<int> costs;                 // of each question
};

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  Case Make() {
    Case made;
    for (int q = 0; q < kQuestions; ++q) made.costs.push_back(1 + Below(5));
    const int criteria = 1 + Below(3);
    for (int c = 0; c < criteria; ++c) {
      leaves_.clear();
      Criterion criterion;
      criterion.id = "c-" + std::to_string(c);
      criterion.kind = Below(2) == 0 ? Kind::kInclusion : Kind::kExclusion;
      criterion.expression = Tree(2);
      made.criteria.push_back(std::move(criterion));
      made.leaves.push_back(leaves_);
    }
    return made;
  }

 private:
  static constexpr int kQuestions = 6;
  int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

  Expression Tree(int depth) {
    if (depth == 0 || Below(5) == 0) {
      Leaf leaf{Below(4) == 0 ? static_cast<Truth>(2 * Below(2)) : Truth::kUnknown, Below(kQuestions)};
      leaves_.push_back(leaf);
      return logic::Unread({0, 1});
    }
    Expression e;
    constexpr Op kOps[] = {Op::kAnd, Op::kOr, Op::kAnd, Op::kOr, Op::kNot, Op::kAtLeast, Op::kUnless, Op::kIf};
    e.op = kOps[Below(8)];
    int children = 2 + Below(2);
    if (e.op == Op::kNot) children = 1;
    if (e.op == Op::kUnless) children = 2;
    if (e.op == Op::kAtLeast) children = 3;
    e.count = 2;
    for (int i = 0; i < children; ++i) e.of.push_back(Tree(depth - 1));
    return e;
  }

  std::mt19937 random_;
  std::vector<Leaf> leaves_;
};

// Whether some answers to the questions of `set` bring the criterion to `wanted`, whatever the others are.
bool Brings(const Case& made, std::size_t c, unsigned set, Truth wanted) {
  const std::vector<Leaf>& leaves = made.leaves[c];
  std::vector<Truth> values;
  std::vector<std::size_t> free;
  for (std::size_t n = 0; n < leaves.size(); ++n) {
    values.push_back(leaves[n].known);
    if (leaves[n].known == Truth::kUnknown && (set >> static_cast<unsigned>(leaves[n].question) & 1U) != 0) free.push_back(n);
  }
  for (unsigned answers = 0; answers < 1U << free.size(); ++answers) {
    for (std::size_t i = 0; i < free.size(); ++i) values[free[i]] = (answers >> i & 1U) != 0 ? Truth::kTrue : Truth::kFalse;
    if (reference::EvaluateTree(made.criteria[c].expression, made.criteria[c].kind, values) == wanted) return true;
  }
  return false;
}

// Passes where that can be, else fails; nothing wanted of what no answers settle.
bool Settles(const Case& made, unsigned set) {
  const unsigned all = (1U << made.costs.size()) - 1;
  for (std::size_t c = 0; c < made.criteria.size(); ++c) {
    const Truth pass = made.criteria[c].kind == Kind::kInclusion ? Truth::kTrue : Truth::kFalse;
    const Truth wanted = Brings(made, c, all, pass) ? pass : eligo::Not(pass);
    if (Brings(made, c, all, wanted) && !Brings(made, c, set, wanted)) return false;
  }
  return true;
}

TEST(SmallestSet, NoSmallerAndNoCheaperSetSettles) {
  Maker maker(20260601);
  int with_a_choice = 0;
  for (int round = 0; round < 1500; ++round) {
    const Case made = maker.Make();
    std::vector<std::vector<QuestionSet>> of_each;
    for (std::size_t c = 0; c < made.criteria.size(); ++c) {
      std::vector<Ways> ways;
      for (const Leaf& leaf : made.leaves[c]) {
        ways.push_back(leaf.known != Truth::kUnknown ? Settled(leaf.known)
                                                     : Asked({leaf.question, made.costs[static_cast<std::size_t>(leaf.question)]}));
      }
      of_each.push_back(WaysToSettle(made.criteria[c], ways));
      with_a_choice += of_each.back().size() > 1;
    }
    unsigned found = 0;
    int cost = 0;
    for (const Question& q : SmallestSet(of_each)) {
      found |= 1U << static_cast<unsigned>(q.number);
      cost += q.cost;
    }
    ASSERT_TRUE(Settles(made, found)) << round;
    for (unsigned set = 0; set < 1U << made.costs.size(); ++set) {
      if (!Settles(made, set)) continue;
      int other = 0;
      for (std::size_t q = 0; q < made.costs.size(); ++q) other += (set >> q & 1U) != 0 ? made.costs[q] : 0;
      const auto size = [](unsigned s) { return __builtin_popcount(s); };
      ASSERT_TRUE(size(found) < size(set) || (size(found) == size(set) && cost <= other)) << round << ": " << found << ' ' << set;
    }
  }
  EXPECT_GT(with_a_choice, 500) << "else nothing was tried";
}

TEST(SmallestSet, OfVeryManyChoicesAGoodOneIsFoundInTime) {
  // Forty lists of five, one question common to all.
  std::vector<std::vector<QuestionSet>> of_each;
  for (int i = 0; i < 40; ++i) {
    std::vector<QuestionSet> sets;
    for (int j = 0; j < 4; ++j) sets.push_back({{1 + 4 * i + j, 1}, {1000 + j, 1}});
    sets.push_back({{1 + 4 * i, 1}, {5000, 1}});
    of_each.push_back(std::move(sets));
  }
  EXPECT_EQ(SmallestSet(of_each).size(), 41u);
}

TEST(SmallestSet, CostsStandInOneTable) {
  EXPECT_LT(verdict::CostOf("chart"), verdict::CostOf("person"));
  EXPECT_LT(verdict::CostOf("person"), verdict::CostOf("lab"));
  EXPECT_LT(verdict::CostOf("lab"), verdict::CostOf("visit"));
  EXPECT_LT(verdict::CostOf("visit"), verdict::CostOf("later"));
  EXPECT_LT(verdict::CostOf("later"), verdict::CostOf(""));
}

}  // namespace
}  // namespace eligo::forecast
