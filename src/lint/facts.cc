#include "lint/facts.h"

#include <fmt/format.h>

#include "logic/print.h"
#include "units/unit.h"

namespace eligo::lint {
namespace {

using logic::Expression;
using logic::Op;
using logic::Operator;

void Collect(const Expression& e, bool required, const logic::Criterion& c, std::vector<Binding>& out) {
  switch (e.op) {
    case Op::kFact: out.push_back({&c, e.fact.get(), required}); return;
    case Op::kNot: Collect(e.of.front(), !required, c, out); return;
    case Op::kAnd:
    case Op::kOr:
      // What must hold binds under `and`, what must not under `or`.
      if ((e.op == Op::kAnd) == required || e.of.size() == 1) {
        for (const Expression& child : e.of) Collect(child, required, c, out);
      }
      return;
    default: return;
  }
}

units::Rational Low(const logic::Compare& c) { return c.value; }

Range FromOperator(Operator op, units::Rational value, std::optional<units::Rational> high) {
  Range r;
  switch (op) {
    case Operator::kLess:
      r.high = value;
      r.high_open = true;
      break;
    case Operator::kLessEqual: r.high = value; break;
    case Operator::kEqual: r.low = r.high = value; break;
    case Operator::kGreaterEqual: r.low = value; break;
    case Operator::kGreater:
      r.low = value;
      r.low_open = true;
      break;
    case Operator::kBetween:
      r.low = value;
      r.high = high;
      break;
  }
  return r;
}

// -1, 0, 1: which low end is further down; an absent one is furthest.
bool LowerLow(const Range& a, const Range& b) {
  if (!a.low || !b.low) return !a.low && b.low;
  return *a.low < *b.low || (*a.low == *b.low && !a.low_open && b.low_open);
}
bool HigherHigh(const Range& a, const Range& b) {
  if (!a.high || !b.high) return !a.high && b.high;
  return *a.high > *b.high || (*a.high == *b.high && !a.high_open && b.high_open);
}

}  // namespace

std::vector<Binding> Bindings(const logic::Protocol& protocol) {
  std::vector<Binding> out;
  for (const logic::Criterion& c : protocol.criteria) Collect(c.expression, c.kind == logic::Kind::kInclusion, c, out);
  return out;
}

std::string UnitOf(const logic::Fact& f) {
  if (f.compare) return f.compare->times_uln ? "ULN" : f.compare->times_lln ? "LLN" : f.compare->titer ? "titer" : f.compare->unit;
  return f.dose ? f.dose->unit : "";
}

std::string KeyWithoutBound(const logic::Fact& fact) {
  if (!fact.compare && !fact.dose) return {};
  logic::Fact f = fact;
  std::string kind;
  if (f.compare) {
    const logic::Compare& c = *f.compare;
    kind = fmt::format("{}{}{}{}", c.times_uln ? "uln " : "", c.times_lln ? "lln " : "", c.titer ? "titer " : "", c.per_kg ? "kg " : "");
    f.compare.reset();
  } else {
    kind = f.dose->per_kg ? "dose kg " : "dose ";
    f.dose.reset();
  }
  f.concept_ref.text = f.concept_ref.id;
  f.concept_ref.open = false;
  return kind + f.concept_ref.id + '|' + logic::Print(f);
}

std::string KeyWithoutWindow(const logic::Fact& fact) {
  logic::Fact f = fact;
  f.window.reset();
  f.pick.reset();  // where a window says when, "ever" adds nothing
  f.concept_ref.text = f.concept_ref.id;
  f.concept_ref.open = false;
  return std::string(ToString(f.about)) + '|' + f.concept_ref.id + '|' + logic::Print(f);
}

Range Intersection(const Range& a, const Range& b) {
  Range out = a;
  if (LowerLow(a, b)) out.low = b.low, out.low_open = b.low_open;
  if (HigherHigh(a, b)) out.high = b.high, out.high_open = b.high_open;
  return out;
}

bool Within(const Range& inner, const Range& outer) { return !LowerLow(inner, outer) && !HigherHigh(inner, outer); }

std::string ToString(const Range& r) {
  if (r.low && r.high) {
    if (*r.low == *r.high) return r.low->ToString();
    return fmt::format("{} {} to {} {}", r.low_open ? ">" : ">=", r.low->ToString(), r.high_open ? "<" : "<=", r.high->ToString());
  }
  if (r.low) return fmt::format("{} {}", r.low_open ? ">" : ">=", r.low->ToString());
  if (r.high) return fmt::format("{} {}", r.high_open ? "<" : "<=", r.high->ToString());
  return "any";
}

std::optional<Range> RangeOf(const logic::Fact& fact, const std::string& unit, const terms::Terms& terms) {
  Operator op = Operator::kEqual;
  units::Rational value;
  std::optional<units::Rational> high;
  if (fact.compare) {
    op = fact.compare->op;
    value = Low(*fact.compare);
    high = fact.compare->high;
  } else if (fact.dose) {
    op = fact.dose->op;
    value = fact.dose->value;
    high = fact.dose->high;
  } else {
    return std::nullopt;
  }
  if (UnitOf(fact) != unit) {
    const auto from = units::ParseUcum(UnitOf(fact));
    const auto to = units::ParseUcum(unit);
    if (!from || !to) return std::nullopt;
    std::optional<units::Rational> mass;
    if (const auto id = terms.Find(fact.concept_ref.id)) mass = terms.Get(*id).molar_mass;
    const auto converted = units::Convert(value, *from, *to, mass);
    if (!converted) return std::nullopt;
    value = *converted;
    if (high) {
      high = units::Convert(*high, *from, *to, mass);
      if (!high) return std::nullopt;
    }
  }
  return FromOperator(op, value, high);
}

}  // namespace eligo::lint
