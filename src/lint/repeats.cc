// The same thing twice: windows of one fact that differ, counts of which one is moot, members of a list, whole criteria.
#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "lint/facts.h"
#include "lint/rules.h"
#include "logic/print.h"

namespace eligo::lint {
namespace {

using logic::Expression;
using logic::Op;

bool SameWindow(const logic::Fact& a, const logic::Fact& b) { return logic::Print(a) == logic::Print(b); }

void Windows(const std::vector<Binding>& bindings, Diagnostics& out) {
  std::map<std::string, std::vector<const Binding*>> by_key;
  for (const Binding& b : bindings) {
    if (!b.fact->window || !b.criterion->field.empty()) continue;
    std::vector<const Binding*>& group = by_key[KeyWithoutWindow(*b.fact)];
    // Protocols repeat a fact a few times; a text made to be slow, thousands of times.
    if (group.size() < 50) group.push_back(&b);
  }
  for (const auto& [key, group] : by_key)
    for (std::size_t i = 0; i < group.size(); ++i) {
      const Binding& a = *group[i];
      for (std::size_t k = i + 1; k < group.size(); ++k) {
        const Binding& b = *group[k];
        if (a.required != b.required || !Meet(*a.criterion, *b.criterion)) continue;
        const bool same = SameWindow(*a.fact, *b.fact);
        if (a.criterion == b.criterion && same) continue;  // said of the list
        out.push_back(
            {same ? "kDuplicateCriterion" : "kOverlappingWindows", same || a.required ? Severity::kNote : Severity::kWarning, b.fact->span,
             same ? fmt::format("says the same as a part of {}", a.criterion->id)
                  : fmt::format("the same as in {} with another window; {}", a.criterion->id,
                                a.required ? "both must hold, so the shorter decides" : "either excludes, so the longer decides")});
      }
    }
}

// "participated in a trial of X within a year" beside "received X within a year": the exclusion of the exposure covers the other.
void CoveredByExposure(const std::vector<Binding>& bindings, Diagnostics& out) {
  std::map<std::string, const Binding*> trials;
  for (const Binding& b : bindings) {
    if (!b.required && b.fact->about == logic::About::kTrialParticipation && !b.fact->concept_ref.id.empty())
      trials.emplace(b.fact->concept_ref.id, &b);
  }
  for (const Binding& drug : bindings) {
    if (drug.required || drug.fact->about != logic::About::kDrug) continue;
    const auto trial = trials.find(drug.fact->concept_ref.id);
    if (trial == trials.end()) continue;
    out.push_back(
        {"kRedundantBound", Severity::kNote, drug.fact->span,
         fmt::format("`{}` is said twice: of trials in {}, of any use here", drug.fact->concept_ref.text, trial->second->criterion->id)});
  }
}

// One member of a list twice, under one name or two.
void Members(const Material& material, const Expression& e, Diagnostics& out) {
  if (e.op == Op::kOr || e.op == Op::kAnd || e.op == Op::kAtLeast) {
    std::map<std::string, const logic::Fact*> seen;
    for (const Expression& member : e.of) {
      if (member.op != Op::kFact || member.fact->concept_ref.id.empty() || member.fact->about == logic::About::kConsent) continue;
      logic::Fact plain = *member.fact;
      plain.concept_ref = {plain.concept_ref.id, plain.concept_ref.id, false};
      const auto [at, added] = seen.emplace(plain.concept_ref.id + '|' + logic::Print(plain), member.fact.get());
      if (added || at->second->span == member.fact->span) continue;
      out.push_back({"kDuplicateName", Severity::kNote, member.fact->span,
                     fmt::format("`{}` is named twice in one list, first as `{}`: redundant", material.Said(member.fact->span),
                                 material.Said(at->second->span))});
    }
  }
  for (const Expression& child : e.of) Members(material, child, out);
}

// ">= 1 immunomodulatory drug ... >= 2 immunosuppressants" in one sentence: the smaller count is moot when one class holds the other.
struct Count {
  Span span;
  int number = 0;
  terms::ConceptId of{};
};

std::vector<Count> Counts(const Material& material, const Passage& p) {
  std::vector<Count> counts;
  for (const Named& n : p.names) {
    if (n.first == 0) continue;
    const terms::ConceptId id = n.concepts.front();
    if (material.terms.Get(id).kind != terms::Kind::kDrug) continue;
    const Word& before = p.words[n.first - 1];
    static constexpr std::string_view kNumbers[] = {"one", "two", "three", "four"};
    const auto word = std::find(std::begin(kNumbers), std::end(kNumbers), before.text);
    int number = 0;
    if (word != std::end(kNumbers)) number = static_cast<int>(word - std::begin(kNumbers)) + 1;
    if (before.text.size() == 1 && before.text[0] >= '1' && before.text[0] <= '9') number = before.text[0] - '0';
    if (number == 0 || p.words[n.first].gap > Gap::kNone) continue;
    counts.push_back({{before.span.begin, n.span.end}, number, id});
  }
  return counts;
}

// The names in the bracket behind a count say what it counts: ">= 1 immunomodulator (immunosuppressants: ...)".
std::vector<terms::ConceptId> Counted(const Passage& p, const Count& count) {
  std::vector<terms::ConceptId> out{count.of};
  if (p.At(count.span.end + 1) != U'(') return out;
  int close = count.span.end + 1;
  while (close < p.span.end && p.At(close) != U')') ++close;
  for (const Named& n : p.names) {
    if (n.span.begin > count.span.end && n.span.end <= close) out.push_back(n.concepts.front());
  }
  return out;
}

bool Related(const terms::Terms& terms, terms::ConceptId a, terms::ConceptId b) {
  if (terms.IsA(a, b) || terms.IsA(b, a)) return true;
  const auto x = terms.Closure(a);
  const auto y = terms.Closure(b);
  std::vector<terms::ConceptId> both;
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
  return !both.empty();
}

void MootCounts(const Material& material, const Passage& p, Diagnostics& out) {
  const std::vector<Count> counts = Counts(material, p);
  for (const Count& small : counts) {
    for (const Count& large : counts) {
      if (small.number >= large.number) continue;
      const std::vector<terms::ConceptId> counted = Counted(p, small);
      if (std::none_of(counted.begin(), counted.end(), [&](terms::ConceptId id) { return Related(material.terms, id, large.of); }))
        continue;
      const std::size_t first = p.WordAt(std::min(small.span.begin, large.span.begin));
      const std::size_t last = p.WordAt(std::max(small.span.begin, large.span.begin));
      if (p.RunEnd(first, Gap::kStop) < last) continue;
      out.push_back({"kRedundantBound", Severity::kNote, small.span,
                     fmt::format("`{}` is redundant: the same sentence asks for `{}`", p.Said(small.span), p.Said(large.span))});
    }
  }
}

void Criteria(const logic::Protocol& protocol, Diagnostics& out) {
  std::map<std::pair<std::string, int>, std::string> seen;
  for (const logic::Criterion& c : protocol.criteria) {
    if (!c.field.empty() || c.span.empty()) continue;
    const auto [at, added] = seen.emplace(std::pair(c.key, c.cohort), c.id);
    if (!added) out.push_back({"kDuplicateCriterion", Severity::kWarning, c.span, fmt::format("the same words as {}", at->second)});
  }
}

}  // namespace

void FindRepeats(const Material& material, Diagnostics& out) {
  const std::vector<Binding> bindings = Bindings(material.logic);
  Windows(bindings, out);
  CoveredByExposure(bindings, out);
  for (const logic::Criterion& c : material.logic.criteria) Members(material, c.expression, out);
  for (const Passage& p : material.passages) MootCounts(material, p, out);
  Criteria(material.logic, out);
}

}  // namespace eligo::lint
