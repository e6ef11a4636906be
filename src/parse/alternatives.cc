#include "parse/alternatives.h"

#include <string_view>

#include "parse/draft_asks.h"

namespace eligo::parse {

namespace {

// What may be an alternative to what: two measures, two drugs, two diseases, two things that persons are.
enum class Sort { kUnclear, kPerson, kEvent, kDrug, kResponse, kMeasured };

Sort SortOf(const Draft& d, const terms::Terms& terms) {
  if (Settled(d) || d.blocked || d.negated || d.definition) return Sort::kUnclear;
  if (!d.clause.leftover.empty() || !d.clause.examples.empty()) return Sort::kUnclear;
  if (d.clause.heads.empty()) return d.age || !d.sex.empty() ? Sort::kPerson : Sort::kUnclear;
  if (d.clause.heads.size() != 1 || d.clause.heads.front().concepts.empty()) return Sort::kUnclear;
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

}  // namespace

std::size_t AlternativesBegin(const std::vector<Draft>& drafts, const terms::Terms& terms) {
  // "polymyositis or dermatomyositis with MMT8 <= 136": of either of them.
  if (const Draft& last = drafts.back(); drafts.size() > 2 && last.with && SortOf(last, terms) == Sort::kMeasured) {
    bool events = true;
    for (std::size_t k = 0; k + 1 < drafts.size(); ++k)
      events =
          events && SortOf(drafts[k], terms) == Sort::kEvent && (k == 0 || drafts[k].join == Join::kOr || drafts[k].join == Join::kComma);
    if (events) return drafts.size() - 1;
  }
  for (std::size_t k = drafts.size(); k-- > 2;) {
    if (drafts[k].join != Join::kOr) continue;
    const Sort sort = SortOf(drafts[k], terms);
    if (sort == Sort::kUnclear) continue;
    std::size_t b = k;
    while (b > 0 && (drafts[b].join == Join::kOr || drafts[b].join == Join::kComma || drafts[b].join == Join::kSlash) &&
           SortOf(drafts[b - 1], terms) == sort)
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
