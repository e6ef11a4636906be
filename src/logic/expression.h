// Expression: the logic of a criterion, a tree over facts, judgements and unread text.
//
// What it means is contract section 3.1. Children are owned by value; an Expression is
// immutable once it stands in a Protocol.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/span.h"
#include "logic/fact.h"

namespace eligo::logic {

enum class Op {
  kAnd,        // of
  kOr,         // of
  kNot,        // of[0]
  kAtLeast,    // count of `of`
  kIf,         // of = {when, then} or {when, then, else}
  kUnless,     // of = {base, exception}
  kFact,       // fact
  kJudgement,  // about, span: only a person can answer
  kUnread      // span: unknown for every patient
};
std::string_view ToString(Op op);

struct Expression {
  Op op = Op::kUnread;
  std::vector<Expression> of;
  int count = 0;
  FactPtr fact;
  std::string id;     // of a judgement or of unread text: numbered with the facts, "inc-4.3"
  std::string about;  // of a judgement
  Span span;          // of a judgement or of unread text; of any node that was read from a .eligo file
  std::string words;  // of unread text: as the protocol has them

  bool leaf() const { return op == Op::kFact || op == Op::kJudgement || op == Op::kUnread; }
};

// `and` and `or` flatten children of the same kind and vanish around a single child.
Expression And(std::vector<Expression> of);
Expression Or(std::vector<Expression> of);
Expression Not(Expression e);
Expression AtLeast(int count, std::vector<Expression> of);
Expression If(Expression when, Expression then);
Expression If(Expression when, Expression then, Expression otherwise);
Expression Unless(Expression base, Expression exception);
Expression Leaf(Fact&& fact);
Expression Judgement(std::string about, Span span);
Expression Unread(Span span);

// Leaves from left to right; a fact's `provided` follows the fact.
void ForEachLeaf(const Expression& e, const std::function<void(const Expression&)>& visit);

}  // namespace eligo::logic
