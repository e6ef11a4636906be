#include "parse/alternatives.h"

#include <algorithm>
#include <string_view>

#include "parse/by_words.h"
#include "parse/draft_asks.h"

namespace eligo::parse {

namespace {

// What may be an alternative to what: two measures, two drugs, two diseases, two things that persons are.
enum class Sort { kUnclear, kPerson, kEvent, kDrug, kResponse, kMeasured };

Sort SortOf(const Draft& d, const terms::Terms& terms) {
  if (Settled(d) || d.blocked || d.negated || d.definition) return Sort::kUnclear;
  if (!d.clause.leftover.empty() || !d.clause.examples.empty()) return Sort::kUnclear;
  if (d.clause.heads.empty()) return d.age || !d.sex.empty() ? Sort::kPerson : Sort::kUnclear;
  if (d.clause.heads.size() != 1) return Sort::kUnclear;
  if (d.clause.heads.front().concepts.empty()) return d.clause.answer ? Sort::kMeasured : Sort::kUnclear;
  if (d.clause.allergy) return Sort::kResponse;  // "intolerance to X"
  const terms::Concept& c = terms.Get(d.clause.heads.front().concepts.front());
  switch (c.kind) {
    case terms::Kind::kDemographic: return Sort::kPerson;
    case terms::Kind::kMeasurement:
    case terms::Kind::kScore: return d.clause.limit || d.clause.answer ? Sort::kMeasured : Sort::kUnclear;
    case terms::Kind::kDrug: return Sort::kDrug;
    case terms::Kind::kProcedure: return d.clause.limit || d.clause.answer ? Sort::kUnclear : Sort::kEvent;
    case terms::Kind::kCondition:
      if (d.clause.limit) return Sort::kUnclear;
      if (d.clause.answer) return Sort::kMeasured;  // its test
      return c.person && c.id.find("response") != std::string_view::npos ? Sort::kResponse : Sort::kEvent;
    default: return Sort::kUnclear;
  }
}

// "AChR" of "myasthenia gravis, AChR or MuSK positive": no name tells what it is, but it is an alternative to a result.
bool Nameless(const std::vector<Draft>& drafts, std::size_t b) {
  const Draft& d = drafts[b - 1];
  const bool unknown = d.clause.heads.empty() ? !d.clause.leftover.empty() : d.clause.heads.front().concepts.empty();
  return unknown && !d.clause.limit && d.clause.times.empty() && !d.negated && !Settled(d) && drafts[b].join == Join::kOr &&
         drafts[b].clause.answer && b > 1 && drafts[b - 1].join == Join::kComma;
}

// "mRSS >= 15, anti-Scl-70 or anti-centromere positive": a limit before a comma, and one result said of the two behind it.
bool OtherStatement(const std::vector<Draft>& drafts, std::size_t b, std::size_t k) {
  return drafts[b].join == Join::kComma && drafts[b - 1].clause.limit && b < k && !drafts[b].clause.limit && !drafts[k].after_comma &&
         drafts[k].clause.answer && !drafts[k].clause.limit;
}

// "type 2 diabetes, age >= 50 years or BMI > 30": an age beside a measure, each enough with the disease before them.
bool AgeOrMeasure(const std::vector<Draft>& drafts, std::size_t k, const terms::Terms& terms) {
  if (k < 2 || drafts[k].after_comma || drafts[k - 1].join != Join::kComma || SortOf(drafts[k - 2], terms) != Sort::kEvent) return false;
  const auto age = [&](const Draft& d) { return SortOf(d, terms) == Sort::kPerson && d.clause.limit && !d.clause.heads.empty(); };
  const auto measure = [&](const Draft& d) { return SortOf(d, terms) == Sort::kMeasured; };
  return (age(drafts[k]) && measure(drafts[k - 1])) || (measure(drafts[k]) && age(drafts[k - 1]));
}

// A form of the disease: below it in the terms, or words that only an adjective of it can be.
bool FormOf(const Draft& d, terms::ConceptId disease, const terms::Terms& terms, bool exclusion) {
  const syntax::Clause& c = d.clause;
  if (Settled(d) || d.negated || d.definition || c.answer || d.verb) return false;
  if (c.heads.empty()) {
    const bool words = !c.leftover.empty() && c.times.empty() && !d.by_words;
    const bool number = !c.limit || (c.limit->relation == syntax::Relation::kNone && c.limit->unit.empty());  // "type 1"
    // "medical, psychological or social conditions": a noun makes things of their own of them.
    const bool alone = c.leftover.size() == 1 && c.leftover.front() == d.span && !d.only_words.empty();
    return words && number && (!exclusion || (!c.limit && alone && EndsAsAdjective(d.only_words)));
  }
  const bool bare = c.limit && c.limit->relation == syntax::Relation::kNone && c.limit->unit.empty();
  const auto own_name = [&](const syntax::Name& n) { return !n.concepts.empty() && n.concepts.front() == disease; };
  if ((bare || c.grade) && c.heads.size() == 1 && own_name(c.heads.front())) return true;  // "type 1 or type 2" of the disease before it
  if (c.limit || exclusion || c.heads.size() != 1 || c.heads.front().concepts.empty()) return false;
  const terms::ConceptId own = c.heads.front().concepts.front();
  return own != disease && terms.Get(own).kind == terms::Kind::kCondition && terms.IsA(own, disease);
}

}  // namespace

std::size_t FormsBegin(const std::vector<Draft>& drafts, const terms::Terms& terms, bool exclusion) {
  for (std::size_t k = 0; k + 2 < drafts.size(); ++k) {
    if (k > 0 && (exclusion || drafts[k].join != Join::kComma)) return 0;
    // ", and CRP > 10": asked besides.
    std::size_t end = k + 1;
    while (end < drafts.size() && (drafts[end].join != Join::kAnd || !drafts[end].after_comma || exclusion)) ++end;
    const Draft& d = drafts[k];
    if (drafts[k + 1].join != Join::kComma || drafts[end - 1].join != Join::kOr) continue;
    if (SortOf(d, terms) != Sort::kEvent || terms.Get(d.clause.heads.front().concepts.front()).kind != terms::Kind::kCondition) continue;
    const terms::ConceptId disease = d.clause.heads.front().concepts.front();
    const auto form = [&](const Draft& x) {
      return (x.join == Join::kComma || x.join == Join::kOr) && FormOf(x, disease, terms, exclusion);
    };
    if (std::all_of(drafts.begin() + static_cast<std::ptrdiff_t>(k) + 1, drafts.begin() + static_cast<std::ptrdiff_t>(end), form))
      return k + 1;
  }
  return 0;
}

std::size_t AlternativesBegin(const std::vector<Draft>& drafts, const terms::Terms& terms) {
  // "polymyositis or dermatomyositis with MMT8 <= 136": of either of them.
  if (const Draft& last = drafts.back(); drafts.size() > 2 && last.with && SortOf(last, terms) == Sort::kMeasured) {
    bool events = true;
    for (std::size_t k = 0; k + 1 < drafts.size(); ++k)
      events =
          events && SortOf(drafts[k], terms) == Sort::kEvent && (k == 0 || drafts[k].join == Join::kOr || drafts[k].join == Join::kComma);
    if (events) return drafts.size() - 1;
  }
  // "Anti-CCP or RF positive, CRP or ESR elevated": the comma parts two lists of results.
  for (std::size_t b = 2; b + 1 < drafts.size(); ++b) {
    const auto either = [&](std::size_t i) { return drafts[i].join == Join::kOr && !drafts[i].after_comma; };
    if (drafts[b].join == Join::kComma && either(b - 1) && either(b + 1) && SortOf(drafts[b - 1], terms) == Sort::kMeasured &&
        SortOf(drafts[b], terms) == Sort::kMeasured)
      return b;
  }
  for (std::size_t k = drafts.size(); k-- > 2;) {
    if (drafts[k].join != Join::kOr) continue;
    if (AgeOrMeasure(drafts, k, terms)) return k - 1;
    const Sort sort = SortOf(drafts[k], terms);
    if (sort == Sort::kUnclear) continue;
    std::size_t b = k;
    while (b > 0 && (drafts[b].join == Join::kOr || drafts[b].join == Join::kComma || drafts[b].join == Join::kSlash) &&
           (SortOf(drafts[b - 1], terms) == sort || Nameless(drafts, b)) && !OtherStatement(drafts, b, k))
      --b;
    if (b == 0 || b == k || (drafts[b].join != Join::kComma && !drafts[b].with)) continue;
    const Sort before = SortOf(drafts[b - 1], terms);
    // "lupus with SLEDAI >= 6 or PGA > 1": both are said of the lupus.
    if (drafts[b].with) {
      if (before == Sort::kEvent && sort == Sort::kMeasured) return b;
      continue;
    }
    // A comma before the `or` too makes a list of what stands in it, but nobody is let in for an age alone.
    if (before == Sort::kPerson || (before != Sort::kUnclear && !drafts[k].after_comma)) return b;
  }
  return 0;
}

}  // namespace eligo::parse
