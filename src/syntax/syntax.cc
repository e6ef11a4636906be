#include "syntax/syntax.h"

#include <fmt/format.h>

namespace eligo::syntax {
namespace {

std::string Symbol(Relation r) {
  switch (r) {
    case Relation::kNone: return "";
    case Relation::kLess: return "<";
    case Relation::kLessEqual: return "<=";
    case Relation::kEqual: return "=";
    case Relation::kGreaterEqual: return ">=";
    case Relation::kGreater: return ">";
    case Relation::kBetween: return "between";
  }
  return "";
}

std::string Print(const Length& length) {
  return length.half_lives > 0 ? fmt::format("{} half-lives", length.half_lives) : ToString(length.period);
}

std::string Print(const Limit& l) {
  std::string out = fmt::format("{} {}", Symbol(l.relation), l.titer ? "1:" + l.value.ToString() : l.value.ToString());
  if (l.high) out += " and " + l.high->ToString();
  if (!l.unit.empty()) out += " " + l.unit;
  if (l.times_uln) out += " x ULN";
  if (l.times_lln) out += " x LLN";
  return out;
}

std::string Print(const TimePhrase& t) {
  switch (t.kind) {
    case TimePhrase::Kind::kAt: return "at " + t.anchor;
    case TimePhrase::Kind::kBefore: return "before " + t.anchor;
    case TimePhrase::Kind::kDuration:
      return fmt::format("for {} {}{}", Symbol(t.relation), Print(*t.length),
                         t.anchor.empty() ? "" : (t.gap ? " clear of " : " before ") + t.anchor);
    case TimePhrase::Kind::kWindow: break;
  }
  std::string out = fmt::format("within {}{}", t.open ? "< " : "", t.length ? Print(*t.length) : "");
  if (t.or_longer) out += " or if longer " + Print(*t.or_longer);
  if (!t.anchor.empty()) out += (t.after ? " after " : " before ") + t.anchor;
  return out;
}

std::string Names(const std::vector<Name>& names, const terms::Terms& terms) {
  std::string out;
  for (const Name& n : names) {
    if (!out.empty()) out += " + ";
    if (n.concepts.empty()) out += "`" + n.text + "`";
    for (std::size_t i = 0; i < n.concepts.size(); ++i) out += (i == 0 ? "" : "|") + std::string(terms.Get(n.concepts[i]).id);
  }
  return out;
}

std::string Print(const Clause& c, const terms::Terms& terms) {
  std::string out = Names(c.heads, terms);
  const auto add = [&](const std::string& s) { out += (out.empty() ? "" : ", ") + s; };
  if (c.history) add("history");
  if (c.exposure) add("exposure");
  if (c.allergy) add("allergy");
  if (c.participation) add("participation");
  if (c.other) add("other");
  if (c.distinct) add(fmt::format("count {} {}", Symbol(c.distinct->relation), c.distinct->value));
  if (c.limit) add(Print(*c.limit));
  if (c.answer) add(*c.answer);
  for (const std::string& s : c.states) add("state " + s);
  for (const std::string& s : c.routes) add("route " + s);
  for (const std::string& s : c.methods) add("method " + s);
  if (c.grade) {
    std::string steps;
    for (const std::string& s : c.grade->steps) steps += (steps.empty() ? "" : " ") + s;
    add(fmt::format("grade {}{}{}{}", c.grade->scale.empty() ? "" : c.grade->scale + " ",
                    c.grade->relation == Relation::kNone ? "" : Symbol(c.grade->relation) + " ", steps,
                    c.grade->version.empty() ? "" : " version " + c.grade->version));
  }
  for (const TimePhrase& t : c.times) add(Print(t));
  if (c.equivalent) add("or equivalent");
  if (c.stable) add("stable");
  if (c.alone) add("alone");
  if (c.open) add("open");
  for (const ClausePtr& e : c.examples) add("such as (" + (e->heads.empty() ? "?" : Print(*e, terms)) + ")");
  for (const ClausePtr& e : c.except) add("except (" + Print(*e, terms) + ")");
  for (const ClausePtr& r : c.required) add("requiring (" + Print(*r, terms) + ")");
  for (const ClausePtr& w : c.with) add("with (" + Print(*w, terms) + ")");
  for (const ClausePtr& w : c.without) add("without (" + Print(*w, terms) + ")");
  if (c.cause) add(std::string(c.cause_is ? "due to " : "not due to ") + Names({*c.cause}, terms));
  return out;
}

}  // namespace

std::string_view ToString(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::kAnd: return "and";
    case Node::Kind::kOr: return "or";
    case Node::Kind::kNot: return "not";
    case Node::Kind::kAtLeast: return "at least";
    case Node::Kind::kIf: return "if";
    case Node::Kind::kUnless: return "unless";
    case Node::Kind::kClause: return "clause";
    case Node::Kind::kConsent: return "consent";
    case Node::Kind::kJudgement: return "judgement";
    case Node::Kind::kUnread: return "unread";
    case Node::Kind::kNone: return "no restriction";
  }
  return "unread";
}

std::string Print(const Node& node, const terms::Terms& terms, int indent) {
  std::string out(static_cast<std::size_t>(indent), ' ');
  switch (node.kind) {
    case Node::Kind::kClause: out += Print(*node.clause, terms); break;
    case Node::Kind::kUnread: out += fmt::format("unread {}-{}: {}", node.span.begin, node.span.end, node.reason); break;
    case Node::Kind::kAtLeast: out += fmt::format("at least {}", node.count); break;
    default: out += ToString(node.kind);
  }
  out += "\n";
  for (const Node& child : node.of) out += Print(child, terms, indent + 2);
  return out;
}

std::string Print(const Protocol& protocol, const terms::Terms& terms) {
  std::string out;
  for (const Item& item : protocol.items) {
    out += fmt::format("item {}\n", item.source + 1);
    out += Print(item.node, terms, 2);
  }
  return out;
}

}  // namespace eligo::syntax
