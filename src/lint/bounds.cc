// Bounds against bounds: limits that nobody can meet, limits that say the same, one limit in two units that differ.
//
// Facts are compared only when all they say but the bound is equal, and only where both must hold: what an `or` or `if` lets a
// patient escape is no contradiction.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "lint/facts.h"
#include "lint/rules.h"
#include "logic/print.h"
#include "units/unit.h"

namespace eligo::lint {
namespace {

using logic::Expression;
using logic::Op;

// Limits that differ by less than this are one limit, converted and rounded.
constexpr double kOneLimit = 0.02;
constexpr double kRounding = 0.005;
// Protocols have a handful of bounds on one measure; a text made to be slow has thousands.
constexpr std::size_t kMostOfOneKey = 50;

std::string Name(const logic::Fact& f) { return f.concept_ref.text.empty() ? f.concept_ref.id : f.concept_ref.text; }

Range Outside(const Range& r) {
  // Of a range with one end only.
  Range out;
  if (r.low)
    out.high = r.low, out.high_open = !r.low_open;
  else
    out.low = r.high, out.low_open = !r.high_open;
  return out;
}

// Whether the criterion was read as a whole and speaks with its own section's voice: only then is a contradiction the text's and
// not the reading's.
bool Sure(const Binding& b) { return b.criterion->unread.empty() && b.required == (b.criterion->kind == logic::Kind::kInclusion); }

void Compare(const Material& material, const Binding& a, const Binding& b, Diagnostics& out) {
  const std::string unit = UnitOf(*a.fact);
  const auto first = RangeOf(*a.fact, unit, material.terms);
  const auto second = RangeOf(*b.fact, unit, material.terms);
  if (!first || !second) return;
  const std::string where = b.criterion == a.criterion ? "" : fmt::format(" in {}", a.criterion->id);
  const auto say = [&](std::string_view code, Severity severity, const std::string& message) {
    out.push_back({std::string(code), severity, b.fact->span, message});
  };
  // The same fact in two criteria is said by repeats.cc.
  if (a.required == b.required && a.fact->window && a.criterion != b.criterion && logic::Print(*a.fact) == logic::Print(*b.fact)) return;
  const Severity worst = Sure(a) && Sure(b) ? Severity::kError : Severity::kWarning;
  if (a.required && b.required) {
    if (Intersection(*first, *second).empty()) {
      // Two criteria may be meant for two groups.
      say("kContradictoryBounds", a.criterion == b.criterion ? worst : Severity::kWarning,
          fmt::format("`{}` of {} {} contradicts {}{}: nobody can meet both", Name(*b.fact), ToString(*second), unit, ToString(*first),
                      where));
    } else if (Within(*first, *second) || Within(*second, *first)) {
      const bool same = Within(*first, *second) && Within(*second, *first);
      say("kRedundantBound", Severity::kNote,
          same ? fmt::format("`{}` of {} {} says the same as a bound{}", Name(*b.fact), ToString(*second), unit, where)
               : fmt::format("of `{}`, the bounds {} and {} {}{} are redundant: the narrower decides", Name(*b.fact), ToString(*second),
                             ToString(*first), unit, where));
    }
    return;
  }
  if (a.required == b.required) {
    if (Within(*first, *second) || Within(*second, *first)) {
      say("kRedundantBound", Severity::kNote,
          fmt::format("of `{}`, the excluding bounds {} and {} {}{} are redundant: the wider decides", Name(*b.fact), ToString(*second),
                      ToString(*first), unit, where));
    }
    return;
  }
  // One is asked for, the other excludes.
  const Range& asked = a.required ? *first : *second;
  const Range& barred = a.required ? *second : *first;
  const Range both = Intersection(asked, barred);
  if (both.empty()) {
    // "at least 18" and "younger than 18 excludes" is one rule written twice.
    if ((asked.low && !asked.high) || (asked.high && !asked.low)) {
      const Range rest = Outside(asked);
      if (Within(barred, rest))
        say("kRedundantBound", Severity::kNote,
            fmt::format("`{}` of {} {} is excluded by the bound {}{} already: redundant", Name(*b.fact), ToString(barred), unit,
                        ToString(asked), where));
    }
    return;
  }
  if (Within(asked, barred)) {
    say("kContradictoryBounds", worst,
        fmt::format("`{}` of {} {} is asked for and excluded{}: nobody can be enrolled", Name(*b.fact), ToString(asked), unit, where));
    return;
  }
  say("kContradictoryBounds", Severity::kWarning,
      fmt::format("`{}` of {} {} is within the bound asked for and excluded{}: the bounds contradict each other there", Name(*b.fact),
                  ToString(both), unit, where));
}

// Two limits of one measure in one criterion, in units that differ.
void TwoUnits(const Material& material, const std::vector<const logic::Fact*>& facts, Diagnostics& out) {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    for (std::size_t k = i + 1; k < facts.size(); ++k) {
      const logic::Fact& a = *facts[i];
      const logic::Fact& b = *facts[k];
      if (!a.compare || !b.compare || a.concept_ref.id != b.concept_ref.id || UnitOf(a) == UnitOf(b)) continue;
      const auto id = material.terms.Find(a.concept_ref.id);
      const auto from = units::ParseUcum(a.compare->unit);
      const auto to = units::ParseUcum(b.compare->unit);
      if (!id || !from || !to || a.compare->times_uln != b.compare->times_uln || a.compare->titer || b.compare->titer) continue;
      const auto converted = units::Convert(a.compare->value, *from, *to, material.terms.Get(*id).molar_mass);
      if (!converted || *converted == b.compare->value) continue;
      const double ratio = converted->ToDouble() / b.compare->value.ToDouble();
      const Span span = Hull(a.span, b.span);
      const std::string line =
          fmt::format("{} {} is {:.6g} {}", a.compare->value.ToString(), a.compare->unit, converted->ToDouble(), b.compare->unit);
      if (std::fabs(ratio - 1) < kOneLimit) {
        // A conversion that was rounded is common, and matters to a result at the limit only.
        out.push_back({"kTwoUnits", std::fabs(ratio - 1) < kRounding ? Severity::kNote : Severity::kWarning, span,
                       fmt::format("one limit of `{}` in two units that differ: {}, not {}; keep one, or say which decides", Name(a), line,
                                   b.compare->value.ToString())});
      } else if (a.compare->op == b.compare->op) {
        out.push_back({"kTwoUnits", Severity::kWarning, span,
                       fmt::format("two limits of `{}` in two units that contradict each other: {}, not {}", Name(a), line,
                                   b.compare->value.ToString())});
      }
    }
  }
}

// Something that must be there and must not.
void RequiredAndExcluded(const Material& material, const std::vector<Binding>& bindings, Diagnostics& out) {
  std::map<logic::About, std::vector<const Binding*>> excluding;
  for (const Binding& b : bindings) {
    std::vector<const Binding*>& list = excluding[b.fact->about];
    if (!b.required && !b.fact->window && list.size() < 200) list.push_back(&b);
  }
  std::size_t asked = 0;
  for (const Binding& in : bindings) {
    const logic::Fact& f = *in.fact;
    if (!in.required || f.compare || f.dose || f.concept_ref.id.empty() || f.window || f.about == logic::About::kConsent) continue;
    if (++asked > 200) return;
    for (const Binding* ex : excluding[f.about]) {
      const logic::Fact& g = *ex->fact;
      if (!Meet(*in.criterion, *ex->criterion) || g.compare || g.dose) continue;
      const auto member = material.terms.Find(f.concept_ref.id);
      const auto group = material.terms.Find(g.concept_ref.id);
      if (!member || !group || !material.terms.IsA(*member, *group)) continue;
      logic::Fact plain = g;
      plain.concept_ref = f.concept_ref;
      if (KeyWithoutWindow(plain) != KeyWithoutWindow(f) || !Sure(in) || !Sure(*ex)) continue;
      // A narrower disease may be asked for and its class excluded by a text that means "other".
      const bool same = f.concept_ref.id == g.concept_ref.id;
      out.push_back({"kContradictoryCriteria", same ? Severity::kError : Severity::kWarning, g.span,
                     fmt::format("`{}` excludes what {} asks for (`{}`): nobody can be enrolled", Name(g), in.criterion->id, Name(f))});
    }
  }
}

}  // namespace

void FindBounds(const Material& material, Diagnostics& out) {
  const std::vector<Binding> bindings = Bindings(material.logic);
  std::map<std::string, std::vector<const Binding*>> by_key;
  for (const Binding& b : bindings) {
    // A field of the page repeats the age of the text; that is said by the outline.
    if (!b.criterion->field.empty()) continue;
    if (std::string key = KeyWithoutBound(*b.fact); !key.empty()) by_key[std::move(key)].push_back(&b);
  }
  for (const auto& [key, group] : by_key) {
    for (std::size_t i = 0; i < std::min(group.size(), kMostOfOneKey); ++i) {
      for (std::size_t k = i + 1; k < std::min(group.size(), kMostOfOneKey); ++k) {
        const Binding& a = *group[i];
        const Binding& b = *group[k];
        if (!Meet(*a.criterion, *b.criterion)) continue;
        // A limit in two units is looked at below.
        if (a.criterion == b.criterion && UnitOf(*a.fact) != UnitOf(*b.fact)) continue;
        Compare(material, a, b, out);
      }
    }
  }
  for (const logic::Criterion& c : material.logic.criteria) {
    std::vector<const logic::Fact*> facts;
    logic::ForEachLeaf(c.expression, [&](const Expression& leaf) {
      if (leaf.op == Op::kFact) facts.push_back(leaf.fact.get());
    });
    TwoUnits(material, facts, out);
  }
  RequiredAndExcluded(material, bindings, out);
}

}  // namespace eligo::lint
