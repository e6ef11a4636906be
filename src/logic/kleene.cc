#include "logic/kleene.h"

#include <algorithm>
#include <iterator>

namespace eligo::logic {
namespace {

void Append(std::vector<int>& to, const std::vector<int>& from) { to.insert(to.end(), from.begin(), from.end()); }

// Leaves of the children whose own value is `value`.
std::vector<int> LeavesOf(const std::vector<Grounds>& children, Truth value) {
  std::vector<int> leaves;
  for (const Grounds& child : children) {
    if (child.value == value) Append(leaves, child.leaves);
  }
  return leaves;
}

Grounds Walk(const Expression& e, Side side, const std::vector<Truth>& values, int& number) {
  switch (e.op) {
    case Op::kFact:
    case Op::kJudgement:
    case Op::kUnread: {
      const int n = number++;
      return {values[static_cast<std::size_t>(n)], {n}};
    }
    case Op::kNot: {
      Grounds child = Walk(e.of[0], Flipped(side), values, number);
      child.value = eligo::Not(child.value);
      return child;
    }
    case Op::kAnd:
    case Op::kOr:
    case Op::kAtLeast: {
      std::vector<Grounds> children;
      std::vector<Truth> truths;
      for (const Expression& child : e.of) {
        children.push_back(Walk(child, side, values, number));
        truths.push_back(children.back().value);
      }
      Grounds out;
      const int size = static_cast<int>(truths.size());
      out.value = AtLeast(e.op == Op::kAnd ? size : e.op == Op::kOr ? 1 : e.count, truths);
      out.leaves = LeavesOf(children, out.value);
      return out;
    }
    case Op::kUnless: {
      std::vector<Grounds> children;
      children.push_back(Walk(e.of[0], side, values, number));
      children.push_back(Walk(e.of[1], Flipped(side), values, number));
      children[1].value = eligo::Not(children[1].value);
      const Truth value = eligo::And(children[0].value, children[1].value);
      return {value, LeavesOf(children, value)};
    }
    case Op::kIf: {
      const Grounds when = Walk(e.of[0], Side::kEither, values, number);
      const Grounds then = Walk(e.of[1], side, values, number);
      Grounds otherwise{side == Side::kExcluding ? Truth::kFalse : Truth::kTrue, {}};
      if (e.of.size() == 3) otherwise = Walk(e.of[2], side, values, number);
      Grounds out;
      out.value = Choose(when.value, then.value, otherwise.value);
      if (when.value == Truth::kTrue) {
        out.leaves = when.leaves;
        if (out.value == Truth::kUnknown) out.leaves.clear();
        Append(out.leaves, then.leaves);
      } else if (when.value == Truth::kFalse) {
        out.leaves = when.leaves;
        if (out.value == Truth::kUnknown) out.leaves.clear();
        Append(out.leaves, otherwise.leaves);
      } else if (out.value != Truth::kUnknown) {  // both ways lead to the same
        out.leaves = then.leaves;
        Append(out.leaves, otherwise.leaves);
      } else {
        out.leaves = when.leaves;
        if (then.value == Truth::kUnknown) Append(out.leaves, then.leaves);
        if (otherwise.value == Truth::kUnknown) Append(out.leaves, otherwise.leaves);
      }
      return out;
    }
  }
  return {};
}

}  // namespace

Grounds GroundsOf(const Expression& e, Side side, const std::vector<Truth>& leaf_values) {
  int number = 0;
  return Walk(e, side, leaf_values, number);
}

}  // namespace eligo::logic
