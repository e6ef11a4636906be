// Kleene: the meaning of an expression over any kind of truth value (contract section 3.1).
//
// One walk serves one patient (Truth), 64 patients at once (match/planes.h) and the span of what is still
// possible (Range): a value type brings And, Or and Not and says what its true and false are. Nothing
// short-circuits, so the n-th leaf visited is always the same leaf: leaves are known by that number.
//
//   and = min   or = max   not swaps true and false       at_least k = the k-th largest
//   unless = base and not exception                       if = (not when or then) and (when or else)
//
// An `if` without `else` must not stop a patient to whom it does not apply: its else is true where the tree states
// what must hold (an inclusion), false where it states an excluding fact (an exclusion, or under `not` the reverse).
// Tested by test/match/tree_test.cc against test/reference (the exhausted small universe).
#pragma once

#include <utility>
#include <vector>

#include "base/result.h"
#include "base/truth.h"
#include "logic/expression.h"
#include "logic/protocol.h"

namespace eligo::logic {

// What a place in a tree states: a fact that must hold, a fact that excludes, or (under `when`) neither.
enum class Side { kIncluding, kExcluding, kEither };
constexpr Side SideOf(Kind kind) { return kind == Kind::kInclusion ? Side::kIncluding : Side::kExcluding; }
constexpr Side Flipped(Side side) {
  if (side == Side::kEither) return side;
  return side == Side::kIncluding ? Side::kExcluding : Side::kIncluding;
}

// The constants of a value type; specialised beside the type.
template <class V>
struct Constant;
template <>
struct Constant<Truth> {
  static constexpr Truth True() { return Truth::kTrue; }
  static constexpr Truth False() { return Truth::kFalse; }
};

// What a value may still become, while leaves that only a person or a later day can settle are open.
struct Range {
  Truth low = Truth::kUnknown, high = Truth::kUnknown;
};
constexpr Range Exactly(Truth t) { return {t, t}; }
constexpr Range And(Range a, Range b) { return {eligo::And(a.low, b.low), eligo::And(a.high, b.high)}; }
constexpr Range Or(Range a, Range b) { return {eligo::Or(a.low, b.low), eligo::Or(a.high, b.high)}; }
constexpr Range Not(Range a) { return {eligo::Not(a.high), eligo::Not(a.low)}; }
template <>
struct Constant<Range> {
  static constexpr Range True() { return Exactly(Truth::kTrue); }
  static constexpr Range False() { return Exactly(Truth::kFalse); }
};

template <class V>
constexpr V Choose(V when, V then, V otherwise) {
  return And(Or(Not(when), then), Or(when, otherwise));
}
// `when` stands on both sides of the rule; its two ends are tried one at a time.
constexpr Range Choose(Range when, Range then, Range otherwise) {
  const Range a = Choose<Range>(Exactly(when.low), then, otherwise);
  const Range b = Choose<Range>(Exactly(when.high), then, otherwise);
  return {eligo::And(a.low, b.low), eligo::Or(a.high, b.high)};
}

template <class V>
V AtLeast(int count, const std::vector<V>& values) {
  if (count <= 0) return Constant<V>::True();
  // reached[j]: at least j + 1 of the values so far.
  std::vector<V> reached(static_cast<std::size_t>(count), Constant<V>::False());
  for (const V& value : values) {
    for (std::size_t j = reached.size(); j-- > 1;) reached[j] = Or(reached[j], And(reached[j - 1], value));
    reached[0] = Or(reached[0], value);
  }
  return reached.back();
}

// leaf(expression, number, side) -> V for every leaf of the tree from left to right (not those of a fact's `provided`).
template <class V, class LeafFunction>
V Evaluate(const Expression& e, Side side, LeafFunction& leaf, int& number) {
  switch (e.op) {
    case Op::kAnd: {
      V v = Constant<V>::True();
      for (const Expression& child : e.of) v = And(v, Evaluate<V>(child, side, leaf, number));
      return v;
    }
    case Op::kOr: {
      V v = Constant<V>::False();
      for (const Expression& child : e.of) v = Or(v, Evaluate<V>(child, side, leaf, number));
      return v;
    }
    case Op::kNot: CHECK(e.of.size() == 1); return Not(Evaluate<V>(e.of[0], Flipped(side), leaf, number));
    case Op::kAtLeast: {
      std::vector<V> values;
      for (const Expression& child : e.of) values.push_back(Evaluate<V>(child, side, leaf, number));
      return AtLeast(e.count, values);
    }
    case Op::kIf: {
      CHECK(e.of.size() == 2 || e.of.size() == 3);
      const V when = Evaluate<V>(e.of[0], Side::kEither, leaf, number);
      const V then = Evaluate<V>(e.of[1], side, leaf, number);
      const V otherwise = e.of.size() == 3           ? Evaluate<V>(e.of[2], side, leaf, number)
                          : side == Side::kExcluding ? Constant<V>::False()
                                                     : Constant<V>::True();
      return Choose(when, then, otherwise);
    }
    case Op::kUnless: {
      CHECK(e.of.size() == 2);
      const V base = Evaluate<V>(e.of[0], side, leaf, number);
      const V exception = Evaluate<V>(e.of[1], Flipped(side), leaf, number);
      return And(base, Not(exception));
    }
    case Op::kFact:
    case Op::kJudgement:
    case Op::kUnread: return leaf(e, number++, side);
  }
  return Constant<V>::False();
}

template <class V, class LeafFunction>
V Evaluate(const Expression& e, Side side, LeafFunction leaf) {
  int number = 0;
  return Evaluate<V>(e, side, leaf, number);
}

// The value of the tree, and the numbers of the leaves that make it so: of a false `and` its false children, of an
// unknown one its unknown children, and so on down.
struct Grounds {
  Truth value = Truth::kUnknown;
  std::vector<int> leaves;
};
Grounds GroundsOf(const Expression& e, Side side, const std::vector<Truth>& leaf_values);

}  // namespace eligo::logic
