#include "test/reference/tree.h"

#include <cstddef>

namespace eligo::reference {
namespace {

using logic::Expression;
using logic::Op;

constexpr Truth F = Truth::kFalse;
constexpr Truth U = Truth::kUnknown;
constexpr Truth T = Truth::kTrue;

// Kleene's tables, rows and columns false, unknown, true.
constexpr Truth kAnd[3][3] = {{F, F, F}, {F, U, U}, {F, U, T}};
constexpr Truth kOr[3][3] = {{F, U, T}, {U, U, T}, {T, T, T}};
constexpr Truth kNot[3] = {T, U, F};

Truth Both(Truth a, Truth b) { return kAnd[static_cast<int>(a)][static_cast<int>(b)]; }
Truth Either(Truth a, Truth b) { return kOr[static_cast<int>(a)][static_cast<int>(b)]; }
Truth Inverse(Truth a) { return kNot[static_cast<int>(a)]; }

// `excluding`: this place states a fact that excludes. Under `when` it states neither, which counts as not excluding.
Truth Walk(const Expression& e, bool excluding, bool neither, const std::vector<Truth>& leaves, std::size_t& next) {
  switch (e.op) {
    case Op::kFact:
    case Op::kJudgement:
    case Op::kUnread: return leaves.at(next++);
    case Op::kAnd: {
      Truth value = T;
      for (const Expression& child : e.of) value = Both(value, Walk(child, excluding, neither, leaves, next));
      return value;
    }
    case Op::kOr: {
      Truth value = F;
      for (const Expression& child : e.of) value = Either(value, Walk(child, excluding, neither, leaves, next));
      return value;
    }
    case Op::kNot: return Inverse(Walk(e.of.at(0), !excluding, neither, leaves, next));
    case Op::kAtLeast: {
      int hold = 0;
      int could = 0;
      for (const Expression& child : e.of) {
        const Truth value = Walk(child, excluding, neither, leaves, next);
        if (value == T) ++hold;
        if (value != F) ++could;
      }
      if (hold >= e.count) return T;
      return could < e.count ? F : U;
    }
    case Op::kUnless: {
      const Truth base = Walk(e.of.at(0), excluding, neither, leaves, next);
      const Truth exception = Walk(e.of.at(1), !excluding, neither, leaves, next);
      return Both(base, Inverse(exception));
    }
    case Op::kIf: {
      const Truth when = Walk(e.of.at(0), false, true, leaves, next);
      const Truth then = Walk(e.of.at(1), excluding, neither, leaves, next);
      Truth otherwise = T;
      if (e.of.size() == 3) {
        otherwise = Walk(e.of.at(2), excluding, neither, leaves, next);
      } else if (excluding && !neither) {
        otherwise = F;
      }
      return Both(Either(Inverse(when), then), Either(when, otherwise));
    }
  }
  return U;
}

}  // namespace

Truth EvaluateTree(const Expression& tree, logic::Kind kind, const std::vector<Truth>& leaves) {
  std::size_t next = 0;
  return Walk(tree, kind == logic::Kind::kExclusion, false, leaves, next);
}

}  // namespace eligo::reference
