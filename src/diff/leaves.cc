#include "diff/leaves.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "logic/print.h"
#include "source/utf8.h"
#include "terms/fold.h"
#include "units/unit.h"

namespace eligo::diff {
namespace {

using logic::Effect;
using logic::Expression;
using logic::Fact;
using logic::LeafChange;
using logic::Op;
using logic::Operator;

struct Leaf {
  const Expression* e = nullptr;
  bool lets_in = true;     // a patient for whom it holds is the more likely to be enrolled
  bool joined_or = false;  // it stands under `or`
  std::string text;        // as printed; of unread text the words
};

std::string WordsOf(const logic::Criterion& c, Span span) {
  const auto text = source::DecodeUtf8(c.text);
  const int from = span.begin - c.span.begin;
  if (!text || from < 0 || from + span.length() > static_cast<int>(text->size())) return c.text;
  return source::EncodeUtf8(std::u32string_view(*text).substr(static_cast<std::size_t>(from), static_cast<std::size_t>(span.length())));
}

void Collect(const logic::Criterion& c, const Expression& e, bool lets_in, bool joined_or, std::vector<Leaf>& out) {
  if (e.leaf()) {
    Leaf leaf{&e, lets_in, joined_or, ""};
    leaf.text = e.op == Op::kFact ? logic::Print(*e.fact) : WordsOf(c, e.span);
    out.push_back(std::move(leaf));
    return;
  }
  for (std::size_t i = 0; i < e.of.size(); ++i) {
    const bool turned = e.op == Op::kNot || (e.op == Op::kUnless && i == 1) || (e.op == Op::kIf && i == 0);
    const bool either = e.op == Op::kOr || e.op == Op::kAtLeast ? true : e.op == Op::kNot ? !joined_or : false;
    Collect(c, e.of[i], turned ? !lets_in : lets_in, e.op == Op::kNot ? !either : either, out);
  }
}

std::vector<Leaf> LeavesOf(const logic::Criterion& c) {
  std::vector<Leaf> out;
  Collect(c, c.expression, c.kind == logic::Kind::kInclusion, c.kind == logic::Kind::kExclusion, out);
  return out;
}

// What a leaf is about, for alignment.
std::string Topic(const Leaf& leaf) {
  if (leaf.e->op != Op::kFact) return std::string(ToString(leaf.e->op)) + '|' + leaf.e->about;
  const Fact& f = *leaf.e->fact;
  return std::string(ToString(f.about)) + '|' + (f.concept_ref.id.empty() ? terms::FoldName(f.concept_ref.text) : f.concept_ref.id) + '|' +
         f.item;
}

// From the number of patients for whom the fact holds: fewer (-1), more (1).
Effect FromFewer(int more, bool lets_in) {
  if (more == 0) return Effect::kNone;
  return (more > 0) == lets_in ? Effect::kLooser : Effect::kStricter;
}

struct Ends {
  std::optional<units::Rational> low, high;
  bool low_open = false, high_open = false;
};

Ends EndsOf(Operator op, units::Rational value, std::optional<units::Rational> high) {
  switch (op) {
    case Operator::kLess: return {std::nullopt, value, false, true};
    case Operator::kLessEqual: return {std::nullopt, value, false, false};
    case Operator::kEqual: return {value, value, false, false};
    case Operator::kGreaterEqual: return {value, std::nullopt, false, false};
    case Operator::kGreater: return {value, std::nullopt, true, false};
    case Operator::kBetween: return {value, high, false, false};
  }
  return {};
}

// -1 when `after` reaches less far down, 1 further, 0 the same.
int LowReach(const Ends& a, const Ends& b) {
  if (!a.low || !b.low) return static_cast<int>(!b.low) - static_cast<int>(!a.low);
  if (*a.low != *b.low) return *b.low < *a.low ? 1 : -1;
  return static_cast<int>(a.low_open) - static_cast<int>(b.low_open);
}
int HighReach(const Ends& a, const Ends& b) {
  if (!a.high || !b.high) return static_cast<int>(!b.high) - static_cast<int>(!a.high);
  if (*a.high != *b.high) return *b.high > *a.high ? 1 : -1;
  return static_cast<int>(a.high_open) - static_cast<int>(b.high_open);
}

Effect EffectOfEnds(const Ends& before, const Ends& after, bool lets_in) {
  const int low = LowReach(before, after);
  const int high = HighReach(before, after);
  if (low * high < 0) return Effect::kMixed;
  return FromFewer(low + high > 0 ? 1 : low + high < 0 ? -1 : 0, lets_in);
}

// Both in one unit; nothing when they cannot be compared.
std::optional<units::Rational> InUnit(units::Rational value, const std::string& from, const std::string& to, const Fact& f,
                                      const terms::Terms& terms) {
  if (from == to) return value;
  const auto a = units::ParseUcum(from);
  const auto b = units::ParseUcum(to);
  if (!a || !b) return std::nullopt;
  const auto id = terms.Find(f.concept_ref.id);
  return units::Convert(value, *a, *b, id ? terms.Get(*id).molar_mass : std::nullopt);
}

template <typename Bound>
Effect EffectOfBound(const Bound& x, const Bound& y, const Fact& f, bool lets_in, const terms::Terms& terms) {
  const auto value = InUnit(y.value, y.unit, x.unit, f, terms);
  if (!value) return Effect::kUnknown;
  std::optional<units::Rational> high;
  if (y.high) {
    high = InUnit(*y.high, y.unit, x.unit, f, terms);
    if (!high) return Effect::kUnknown;
  }
  return EffectOfEnds(EndsOf(x.op, x.value, x.high), EndsOf(y.op, *value, high), lets_in);
}

Effect EffectOfCompare(const Fact& a, const Fact& b, bool lets_in, const terms::Terms& terms) {
  if (!a.compare || !b.compare) {
    // A bound that comes narrows the fact, one that goes widens it.
    return FromFewer(a.compare ? 1 : -1, lets_in);
  }
  const logic::Compare& x = *a.compare;
  const logic::Compare& y = *b.compare;
  if (x.times_uln != y.times_uln || x.times_lln != y.times_lln || x.titer != y.titer || x.per_kg != y.per_kg) return Effect::kUnknown;
  return EffectOfBound(x, y, a, lets_in, terms);
}

Effect EffectOfDose(const Fact& a, const Fact& b, bool lets_in, const terms::Terms& terms) {
  if (!a.dose || !b.dose) return FromFewer(a.dose ? 1 : -1, lets_in);
  if (a.dose->per_kg != b.dose->per_kg || a.dose->equivalent_of != b.dose->equivalent_of) return Effect::kUnknown;
  return EffectOfBound(*a.dose, *b.dose, a, lets_in, terms);
}

bool SameWindow(const std::optional<logic::Window>& a, const std::optional<logic::Window>& b) {
  if (!a || !b) return !a && !b;
  const bool events = a->event && b->event ? logic::Print(*a->event) == logic::Print(*b->event) : !a->event && !b->event;
  return a->from == b->from && a->to == b->to && a->open_from == b->open_from && a->open_to == b->open_to && a->anchor == b->anchor &&
         events && a->or_longer == b->or_longer;
}

// The further a window looks back, the more there is to find in it.
Effect EffectOfWindow(const Fact& a, const Fact& b, bool lets_in) {
  if (a.compare || b.compare) return Effect::kUnknown;  // another result may be the latest
  if (!a.window || !b.window) return Effect::kUnknown;
  const logic::Window& x = *a.window;
  const logic::Window& y = *b.window;
  if (x.anchor != y.anchor || x.event || y.event || x.to != y.to || x.or_longer != y.or_longer || !x.from || !y.from)
    return Effect::kUnknown;
  if (x.from->half_lives != 0 || y.from->half_lives != 0) {
    if (x.from->half_lives == 0 || y.from->half_lives == 0) return Effect::kUnknown;
    return FromFewer(y.from->half_lives - x.from->half_lives, lets_in);
  }
  const int longer = LongestDays(-y.from->offset) - LongestDays(-x.from->offset);
  if (longer != 0) return FromFewer(longer, lets_in);
  return FromFewer(static_cast<int>(x.open_from) - static_cast<int>(y.open_from), lets_in);
}

Effect EffectOfCount(const std::optional<logic::CountBound>& a, const std::optional<logic::CountBound>& b, bool lets_in) {
  if (!a || !b) return FromFewer(a ? 1 : -1, lets_in);
  if (a->apart != b->apart) return Effect::kUnknown;
  return EffectOfEnds(EndsOf(a->op, a->value, std::nullopt), EndsOf(b->op, b->value, std::nullopt), lets_in);
}

// Lengths compare as the days they last at most; a length that comes narrows the fact.
Effect EffectOfLength(const std::optional<logic::DurationBound>& a, const std::optional<logic::DurationBound>& b, bool lets_in) {
  if (!a || !b) return FromFewer(a ? 1 : -1, lets_in);
  return EffectOfEnds(EndsOf(a->op, LongestDays(a->value), std::nullopt), EndsOf(b->op, LongestDays(b->value), std::nullopt), lets_in);
}

// Each difference of two facts about one thing.
void CompareFacts(const Leaf& a, const Leaf& b, const terms::Terms& terms, std::vector<LeafChange>& out) {
  const Fact& x = *a.e->fact;
  const Fact& y = *b.e->fact;
  const auto add = [&](LeafChange::Kind kind, Effect effect) { out.push_back({kind, x.id, y.id, x.span, y.span, a.text, b.text, effect}); };
  const std::size_t first = out.size();
  const bool in = b.lets_in;
  if (x.compare != y.compare) add(LeafChange::Kind::kBound, EffectOfCompare(x, y, in, terms));
  if (x.dose != y.dose) add(LeafChange::Kind::kBound, EffectOfDose(x, y, in, terms));
  if (!SameWindow(x.window, y.window)) add(LeafChange::Kind::kWindow, EffectOfWindow(x, y, in));
  if (x.duration != y.duration) add(LeafChange::Kind::kWindow, EffectOfLength(x.duration, y.duration, in));
  if (x.stable_for != y.stable_for) {
    const auto length = [](const std::optional<Period>& p) {
      return p ? std::optional(logic::DurationBound{Operator::kGreaterEqual, *p}) : std::nullopt;
    };
    add(LeafChange::Kind::kWindow, EffectOfLength(length(x.stable_for), length(y.stable_for), in));
  }
  if (x.distinct != y.distinct) add(LeafChange::Kind::kCount, EffectOfCount(x.distinct, y.distinct, in));
  if (x.times != y.times) add(LeafChange::Kind::kCount, EffectOfCount(x.times, y.times, in));
  if (a.lets_in != b.lets_in) add(LeafChange::Kind::kDetail, Effect::kMixed);
  // Whatever else the printed form shows: states, routes, answers, exceptions.
  if (out.size() == first && a.text != b.text) {
    const auto holds_all = [](const std::vector<std::string>& few, const std::vector<std::string>& many) {
      return std::all_of(few.begin(), few.end(),
                         [&](const std::string& s) { return std::find(many.begin(), many.end(), s) != many.end(); });
    };
    Effect effect = Effect::kUnknown;
    Fact plain = x;
    plain.state = y.state;
    if (x.state != y.state && logic::Print(plain) == b.text) {
      if (holds_all(x.state, y.state)) effect = FromFewer(-1, in);
      if (holds_all(y.state, x.state)) effect = FromFewer(1, in);
    }
    add(LeafChange::Kind::kDetail, effect);
  }
}

// The tree over leaves that both versions have, its members sorted: "and(a, or(b, c))". A node left with one member is that member.
std::string Skeleton(const Expression& e, const std::map<const Expression*, std::string>& names) {
  if (e.leaf()) {
    const auto at = names.find(&e);
    return at == names.end() ? "" : at->second;
  }
  std::vector<std::string> members;
  for (const Expression& child : e.of) {
    if (std::string s = Skeleton(child, names); !s.empty()) members.push_back(std::move(s));
  }
  if (members.empty()) return "";
  const bool sorted = e.op == Op::kAnd || e.op == Op::kOr || e.op == Op::kAtLeast;
  if (sorted) std::sort(members.begin(), members.end());
  if (members.size() == 1 && (sorted || (e.op != Op::kNot && e.of.size() > 1))) return members.front();
  std::string out = e.op == Op::kAtLeast ? fmt::format("at least {}", e.count) : std::string(ToString(e.op));
  out += '(';
  for (std::size_t i = 0; i < members.size(); ++i) out += (i > 0 ? ", " : "") + members[i];
  return out + ')';
}

// The same members under `and` instead of `or` hold less often; of finer differences nothing is claimed.
Effect EffectOfTree(const std::string& before, const std::string& after, bool lets_in) {
  const auto inner = [](const std::string& tree) { return tree.substr(tree.find('(') == std::string::npos ? 0 : tree.find('(')); };
  if (inner(before) != inner(after)) return Effect::kUnknown;
  if (before.starts_with("or(") && after.starts_with("and(")) return FromFewer(-1, lets_in);
  if (before.starts_with("and(") && after.starts_with("or(")) return FromFewer(1, lets_in);
  return Effect::kUnknown;
}

// A member that comes under `or` lets more facts hold, one under `and` fewer.
Effect EffectOfMember(const Leaf& leaf, bool comes) {
  if (leaf.e->op == Op::kUnread) return Effect::kUnknown;
  return FromFewer(leaf.joined_or == comes ? 1 : -1, leaf.lets_in);
}

}  // namespace

std::vector<LeafChange> CompareLeaves(const logic::Criterion& before, const logic::Criterion& after, const terms::Terms& terms) {
  const std::vector<Leaf> old_leaves = LeavesOf(before);
  const std::vector<Leaf> new_leaves = LeavesOf(after);
  std::vector<std::size_t> of_new(new_leaves.size(), old_leaves.size());
  std::vector<bool> used(old_leaves.size(), false);
  // Equal ones first, then those about the same thing, each in reading order.
  for (const bool equal : {true, false}) {
    std::map<std::string, std::vector<std::size_t>> free;
    for (std::size_t i = old_leaves.size(); i-- > 0;) {
      if (used[i]) continue;
      const Leaf& leaf = old_leaves[i];
      free[equal ? Topic(leaf) + '|' + (leaf.lets_in ? "+" : "-") + terms::FoldName(leaf.text) + leaf.text : Topic(leaf)].push_back(i);
    }
    for (std::size_t k = 0; k < new_leaves.size(); ++k) {
      if (of_new[k] < old_leaves.size()) continue;
      const Leaf& leaf = new_leaves[k];
      const auto at =
          free.find(equal ? Topic(leaf) + '|' + (leaf.lets_in ? "+" : "-") + terms::FoldName(leaf.text) + leaf.text : Topic(leaf));
      if (at == free.end() || at->second.empty()) continue;
      of_new[k] = at->second.back();
      used[at->second.back()] = true;
      at->second.pop_back();
    }
  }

  std::vector<LeafChange> out;
  std::map<const Expression*, std::string> old_names;
  std::map<const Expression*, std::string> new_names;
  for (std::size_t k = 0; k < new_leaves.size(); ++k) {
    const Leaf& leaf = new_leaves[k];
    const std::string id = leaf.e->op == Op::kFact ? leaf.e->fact->id : leaf.e->id;
    const Span span = leaf.e->op == Op::kFact ? leaf.e->fact->span : leaf.e->span;
    if (of_new[k] == old_leaves.size()) {
      out.push_back({leaf.e->op == Op::kUnread ? LeafChange::Kind::kUnread : LeafChange::Kind::kAdded,
                     "",
                     id,
                     {},
                     span,
                     "",
                     leaf.text,
                     EffectOfMember(leaf, true)});
      continue;
    }
    const Leaf& was = old_leaves[of_new[k]];
    const std::string name = fmt::format("{}", of_new[k] + 1);
    old_names[was.e] = name;
    new_names[leaf.e] = name;
    if (leaf.e->op == Op::kFact) {
      CompareFacts(was, leaf, terms, out);
    } else if (leaf.e->op == Op::kUnread && terms::FoldName(was.text) != terms::FoldName(leaf.text)) {
      out.push_back({LeafChange::Kind::kUnread, was.e->id, id, was.e->span, span, was.text, leaf.text, Effect::kUnknown});
    }
  }
  for (std::size_t i = 0; i < old_leaves.size(); ++i) {
    const Leaf& leaf = old_leaves[i];
    if (used[i]) continue;
    const std::string id = leaf.e->op == Op::kFact ? leaf.e->fact->id : leaf.e->id;
    const Span span = leaf.e->op == Op::kFact ? leaf.e->fact->span : leaf.e->span;
    out.push_back({leaf.e->op == Op::kUnread ? LeafChange::Kind::kUnread : LeafChange::Kind::kRemoved,
                   id,
                   "",
                   span,
                   {},
                   leaf.text,
                   "",
                   EffectOfMember(leaf, false)});
  }
  const std::string old_tree = Skeleton(before.expression, old_names);
  const std::string new_tree = Skeleton(after.expression, new_names);
  if (old_tree != new_tree) {
    out.push_back({LeafChange::Kind::kStructure, "", "", before.span, after.span, old_tree, new_tree,
                   EffectOfTree(old_tree, new_tree, after.kind == logic::Kind::kInclusion)});
  }
  return out;
}

Effect Sum(const std::vector<LeafChange>& changes) {
  Effect sum = Effect::kNone;
  for (const LeafChange& c : changes) {
    if (c.effect == Effect::kUnknown) return Effect::kUnknown;
    if (c.effect == Effect::kNone || c.effect == sum) continue;
    sum = sum == Effect::kNone ? c.effect : Effect::kMixed;
  }
  return sum;
}

}  // namespace eligo::diff
