// Trees on bit planes against the slow reference: every formula of the small universe, then random ones.
//
// The small universe: all formulas over three facts with at most three operators out of and, or, not, unless, if (with and
// without else) and at-least-2-of-3, under all 27 patterns of values, in an inclusion and in an exclusion.
#include "test/reference/tree.h"

#include <array>
#include <functional>
#include <random>

#include <gtest/gtest.h>

#include "match/planes.h"

namespace eligo::match {
namespace {

using logic::Expression;

constexpr int kPatterns = 27;
constexpr std::array<Truth, 3> kValues = {Truth::kFalse, Truth::kUnknown, Truth::kTrue};

// A fact by its number: a leaf that stands in the tree as often as one likes.
Expression FactLeaf(int fact) {
  Expression e = logic::Unread({fact, fact + 1});
  return e;
}
int FactOf(const Expression& leaf) { return leaf.span.begin; }

Truth ValueOf(int fact, int pattern) {
  constexpr std::array<int, 3> kPower = {1, 3, 9};
  return kValues[static_cast<std::size_t>(pattern / kPower[static_cast<std::size_t>(fact)] % 3)];
}

void AddFacts(const Expression& e, std::vector<int>& facts) {
  if (e.leaf()) facts.push_back(FactOf(e));
  for (const Expression& child : e.of) AddFacts(child, facts);
}
std::vector<int> FactsOf(const Expression& e) {
  std::vector<int> facts;
  facts.reserve(8);
  AddFacts(e, facts);
  return facts;
}

// One batch of patients, patient i with pattern i; in both kinds of criteria. False where plane and reference differ.
bool Agree(const Expression& e, std::size_t patients) {
  const std::vector<int> facts = FactsOf(e);
  std::vector<Column> columns(facts.size(), Column(patients));
  for (std::size_t n = 0; n < facts.size(); ++n) {
    for (std::size_t i = 0; i < patients; ++i) columns[n].Set(i, ValueOf(facts[n], static_cast<int>(i % kPatterns)));
  }
  std::vector<Truth> values(facts.size());
  for (const logic::Kind kind : {logic::Kind::kInclusion, logic::Kind::kExclusion}) {
    const Column out = EvaluateColumns(e, logic::SideOf(kind), columns, patients);
    for (int pattern = 0; pattern < kPatterns; ++pattern) {
      for (std::size_t n = 0; n < facts.size(); ++n) values[n] = ValueOf(facts[n], pattern);
      const Truth expected = reference::EvaluateTree(e, kind, values);
      for (std::size_t i = static_cast<std::size_t>(pattern); i < patients; i += kPatterns) {
        if (out.Get(i) != expected) return false;
      }
    }
  }
  return true;
}

enum class Shape { kNot, kAnd, kOr, kUnless, kIf, kIfElse, kTwoOfThree };
constexpr std::array kUnary = {Shape::kNot};
constexpr std::array kBinary = {Shape::kAnd, Shape::kOr, Shape::kUnless, Shape::kIf};
constexpr std::array kTernary = {Shape::kIfElse, Shape::kTwoOfThree};

Expression Build(Shape shape, std::vector<Expression> of) {
  Expression e;
  e.of = std::move(of);
  switch (shape) {
    case Shape::kNot: e.op = logic::Op::kNot; break;
    case Shape::kAnd: e.op = logic::Op::kAnd; break;
    case Shape::kOr: e.op = logic::Op::kOr; break;
    case Shape::kUnless: e.op = logic::Op::kUnless; break;
    case Shape::kIf:
    case Shape::kIfElse: e.op = logic::Op::kIf; break;
    case Shape::kTwoOfThree:
      e.op = logic::Op::kAtLeast;
      e.count = 2;
      break;
  }
  return e;
}

using Visit = std::function<void(const Expression&)>;

// Every formula with exactly `operators` operators, given all those with fewer. The order of what `and`, `or` and two-of-three
// join does not matter to them: one order of each is taken (`if` and `unless` take all).
void ForEachFormula(int operators, const std::vector<std::vector<Expression>>& smaller, const Visit& visit) {
  const int rest = operators - 1;
  for (const Shape shape : kUnary) {
    for (const Expression& a : smaller[static_cast<std::size_t>(rest)]) visit(Build(shape, {a}));
  }
  for (int i = 0; i <= rest; ++i) {
    for (const Expression& a : smaller[static_cast<std::size_t>(i)]) {
      for (const Expression& b : smaller[static_cast<std::size_t>(rest - i)]) {
        for (const Shape shape : kBinary) {
          const bool one_order = shape == Shape::kAnd || shape == Shape::kOr;
          if (!one_order || i < rest - i || (i == rest - i && &a <= &b)) visit(Build(shape, {a, b}));
        }
      }
      for (int j = 0; i + j <= rest; ++j) {
        for (const Expression& b : smaller[static_cast<std::size_t>(j)]) {
          for (const Expression& c : smaller[static_cast<std::size_t>(rest - i - j)]) {
            for (const Shape shape : kTernary) {
              const int k = rest - i - j;
              const bool in_order = (i < j || (i == j && &a <= &b)) && (j < k || (j == k && &b <= &c));
              if (shape != Shape::kTwoOfThree || in_order) visit(Build(shape, {a, b, c}));
            }
          }
        }
      }
    }
  }
}

TEST(Tree, SmallUniverse) {
  std::vector<std::vector<Expression>> formulas(3);
  for (int fact = 0; fact < 3; ++fact) formulas[0].push_back(FactLeaf(fact));
  std::size_t count = 3;
  std::size_t wrong = 0;
  for (int operators = 1; operators <= 2; ++operators) {
    ForEachFormula(operators, formulas, [&](const Expression& e) { formulas[static_cast<std::size_t>(operators)].push_back(e); });
    for (const Expression& e : formulas[static_cast<std::size_t>(operators)]) wrong += Agree(e, kPatterns) ? 0 : 1;
    count += formulas[static_cast<std::size_t>(operators)].size();
  }
  ForEachFormula(3, formulas, [&](const Expression& e) {
    ++count;
    wrong += Agree(e, kPatterns) ? 0 : 1;
  });
  EXPECT_EQ(wrong, 0U);
  EXPECT_EQ(count, 259'318U) << "the universe changed its size";
}

// No verdict depends on the size of a batch, nor on where in a word a patient lies.
TEST(Tree, BatchSizes) {
  std::vector<std::vector<Expression>> formulas(2);
  for (int fact = 0; fact < 3; ++fact) formulas[0].push_back(FactLeaf(fact));
  ForEachFormula(1, formulas, [&](const Expression& e) { formulas[1].push_back(e); });
  for (const std::size_t patients : {1U, 63U, 64U, 65U, 2048U}) {
    for (const Expression& e : formulas[1]) EXPECT_TRUE(Agree(e, patients)) << patients;
  }
}

Expression RandomFormula(std::mt19937& random, int depth) {
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  if (depth == 0 || pick(6) == 0) return FactLeaf(pick(3));
  const auto children = [&](int n) {
    std::vector<Expression> of;
    for (int i = 0; i < n; ++i) of.push_back(RandomFormula(random, depth - 1));
    return of;
  };
  switch (pick(7)) {
    case 0: return Build(Shape::kNot, children(1));
    case 1: return Build(Shape::kAnd, children(pick(4)));  // an empty `and` is true
    case 2: return Build(Shape::kOr, children(pick(4)));
    case 3: return Build(Shape::kUnless, children(2));
    case 4: return Build(Shape::kIf, children(2));
    case 5: return Build(Shape::kIfElse, children(3));
    default: {
      const int size = pick(6);
      Expression e = Build(Shape::kTwoOfThree, children(size));
      e.count = pick(size + 2);  // also none, and more than there are
      return e;
    }
  }
}

TEST(Tree, RandomFormulas) {
  std::mt19937 random(20260601);
  for (int i = 0; i < 2000; ++i) {
    ASSERT_TRUE(Agree(RandomFormula(random, 5), std::size_t{27} + random() % 70)) << "formula " << i;
  }
}

// Whether open leaves can make a tree true, or false, against trying every answer.
TEST(Tree, Range) {
  std::mt19937 random(7);
  for (int i = 0; i < 3000; ++i) {
    const Expression e = RandomFormula(random, 3);
    const std::vector<int> facts = FactsOf(e);
    if (facts.empty() || facts.size() > 6) continue;
    std::vector<Truth> values;
    std::vector<bool> open;
    for (std::size_t n = 0; n < facts.size(); ++n) {
      values.push_back(kValues[random() % 3]);
      open.push_back(values.back() == Truth::kUnknown && random() % 2 == 0);
    }
    Truth low = Truth::kTrue;
    Truth high = Truth::kFalse;
    std::vector<Truth> tried = values;
    const std::function<void(std::size_t)> attempt = [&](std::size_t n) {
      if (n == facts.size()) {
        const Truth t = reference::EvaluateTree(e, logic::Kind::kInclusion, tried);
        low = std::min(low, t);
        high = std::max(high, t);
        return;
      }
      if (!open[n]) return attempt(n + 1);
      for (const Truth t : {Truth::kFalse, Truth::kTrue}) {
        tried[n] = t;
        attempt(n + 1);
      }
    };
    attempt(0);
    const auto leaf = [&](const Expression&, int number, logic::Side) {
      const auto n = static_cast<std::size_t>(number);
      return open[n] ? logic::Range{Truth::kFalse, Truth::kTrue} : logic::Exactly(values[n]);
    };
    const logic::Range range = logic::Evaluate<logic::Range>(e, logic::Side::kIncluding, leaf);
    EXPECT_EQ(range.low == Truth::kFalse, low == Truth::kFalse) << i;
    EXPECT_EQ(range.high == Truth::kTrue, high == Truth::kTrue) << i;
  }
}

// The grounds of a value are enough for it: with every other leaf unknown it stays.
TEST(Tree, GroundsCarryTheValue) {
  std::mt19937 random(11);
  for (int i = 0; i < 3000; ++i) {
    const Expression e = RandomFormula(random, 3);
    std::vector<Truth> values(FactsOf(e).size());
    for (Truth& v : values) v = kValues[random() % 3];
    const logic::Grounds grounds = logic::GroundsOf(e, logic::Side::kIncluding, values);
    EXPECT_EQ(grounds.value, reference::EvaluateTree(e, logic::Kind::kInclusion, values));
    if (grounds.value == Truth::kUnknown) continue;
    std::vector<Truth> bare(values.size(), Truth::kUnknown);
    for (const int n : grounds.leaves) bare[static_cast<std::size_t>(n)] = values[static_cast<std::size_t>(n)];
    EXPECT_EQ(reference::EvaluateTree(e, logic::Kind::kInclusion, bare), grounds.value) << i;
  }
}

}  // namespace
}  // namespace eligo::match
