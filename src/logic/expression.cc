#include "logic/expression.h"

#include <algorithm>

#include "base/result.h"

namespace eligo::logic {
namespace {

Expression Make(Op op, std::vector<Expression> of) {
  Expression e;
  e.op = op;
  e.of = std::move(of);
  return e;
}

Expression Join(Op op, std::vector<Expression> of) {
  if (std::none_of(of.begin(), of.end(), [&](const Expression& child) { return child.op == op; })) {
    if (of.size() == 1) return std::move(of[0]);
    return Make(op, std::move(of));
  }
  std::vector<Expression> flat;
  for (Expression& child : of) {
    if (child.op == op) {
      for (Expression& grandchild : child.of) flat.push_back(std::move(grandchild));
    } else {
      flat.push_back(std::move(child));
    }
  }
  if (flat.size() == 1) return std::move(flat[0]);
  return Make(op, std::move(flat));
}

std::vector<Expression> List(Expression a, Expression b) {
  std::vector<Expression> of;
  of.push_back(std::move(a));
  of.push_back(std::move(b));
  return of;
}

}  // namespace

std::string_view ToString(Op op) {
  switch (op) {
    case Op::kAnd: return "and";
    case Op::kOr: return "or";
    case Op::kNot: return "not";
    case Op::kAtLeast: return "at_least";
    case Op::kIf: return "if";
    case Op::kUnless: return "unless";
    case Op::kFact: return "fact";
    case Op::kJudgement: return "judgement";
    case Op::kUnread: return "unread";
  }
  return "unread";
}

Expression And(std::vector<Expression> of) { return Join(Op::kAnd, std::move(of)); }
Expression Or(std::vector<Expression> of) { return Join(Op::kOr, std::move(of)); }

Expression Not(Expression e) {
  std::vector<Expression> of;
  of.push_back(std::move(e));
  return Make(Op::kNot, std::move(of));
}

Expression AtLeast(int count, std::vector<Expression> of) {
  Expression e = Make(Op::kAtLeast, std::move(of));
  e.count = count;
  return e;
}

Expression If(Expression when, Expression then) { return Make(Op::kIf, List(std::move(when), std::move(then))); }

Expression If(Expression when, Expression then, Expression otherwise) {
  Expression e = If(std::move(when), std::move(then));
  e.of.push_back(std::move(otherwise));
  return e;
}

Expression Unless(Expression base, Expression exception) { return Make(Op::kUnless, List(std::move(base), std::move(exception))); }

Expression Leaf(Fact&& fact) {
  Expression e;
  e.op = Op::kFact;
  e.span = fact.span;
  e.fact = std::make_shared<Fact>(std::move(fact));
  return e;
}

Expression Judgement(std::string about, Span span) {
  Expression e;
  e.op = Op::kJudgement;
  e.about = std::move(about);
  e.span = span;
  return e;
}

Expression Unread(Span span) {
  Expression e;
  e.op = Op::kUnread;
  e.span = span;
  return e;
}

void ForEachLeaf(const Expression& e, const std::function<void(const Expression&)>& visit) {
  if (!e.leaf()) {
    for (const Expression& child : e.of) ForEachLeaf(child, visit);
    return;
  }
  visit(e);
  if (e.op != Op::kFact) return;
  CHECK(e.fact != nullptr);
  if (e.fact->provided) ForEachLeaf(*e.fact->provided, visit);
}

}  // namespace eligo::logic
