#include "logic/same.h"

#include <algorithm>
#include <memory>

namespace eligo::logic {
namespace {

template <typename T>
bool SamePointed(const std::shared_ptr<const T>& a, const std::shared_ptr<const T>& b) {
  return a == nullptr || b == nullptr ? a == b : Same(*a, *b);
}

bool SameList(const std::vector<FactPtr>& a, const std::vector<FactPtr>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const FactPtr& x, const FactPtr& y) { return SamePointed(x, y); });
}

bool SameConcept(const ConceptRef& a, const ConceptRef& b) {
  return a.id == b.id && a.open == b.open && (!a.id.empty() || a.text == b.text);
}

bool SameWindow(const std::optional<Window>& a, const std::optional<Window>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->from == b->from && a->to == b->to && a->open_from == b->open_from && a->open_to == b->open_to && a->anchor == b->anchor &&
         a->or_longer == b->or_longer && SamePointed(a->event, b->event);
}

}  // namespace

bool Same(const Fact& a, const Fact& b) {
  return a.phase == b.phase && a.decides == b.decides && a.about == b.about && SameConcept(a.concept_ref, b.concept_ref) &&
         a.compare == b.compare && a.answer == b.answer && a.category == b.category && a.scale == b.scale && a.version == b.version &&
         a.change == b.change && a.state == b.state && a.item == b.item && a.method == b.method && a.specimen == b.specimen &&
         a.route == b.route && a.cause == b.cause && a.other_than == b.other_than && a.subject == b.subject &&
         SameList(a.required, b.required) && SameList(a.except, b.except) && SamePointed(a.provided, b.provided) && a.dose == b.dose &&
         a.duration == b.duration && a.stable_for == b.stable_for && a.distinct == b.distinct && a.times == b.times && a.alone == b.alone &&
         a.pick == b.pick && SameWindow(a.window, b.window);
}

bool Same(const Expression& a, const Expression& b) {
  return a.op == b.op && a.count == b.count && a.about == b.about && a.words == b.words && SamePointed(a.fact, b.fact) &&
         std::equal(a.of.begin(), a.of.end(), b.of.begin(), b.of.end(),
                    [](const Expression& x, const Expression& y) { return Same(x, y); });
}

bool Same(const Criterion& a, const Criterion& b) {
  return a.id == b.id && a.key == b.key && a.kind == b.kind && a.cohort == b.cohort && a.number == b.number && a.field == b.field &&
         a.text == b.text && a.phase == b.phase && a.decides == b.decides && a.unread.size() == b.unread.size() &&
         Same(a.expression, b.expression);
}

bool Same(const Protocol& a, const Protocol& b, std::string* difference) {
  const auto differ = [&](std::string what) {
    if (difference != nullptr) *difference = std::move(what);
    return false;
  };
  if (a.path != b.path) return differ("path");
  if (a.id != b.id || a.title != b.title) return differ("id or title");
  if (a.has_inclusion_section != b.has_inclusion_section || a.has_exclusion_section != b.has_exclusion_section) return differ("sections");
  if (a.cohorts.size() != b.cohorts.size() || a.criteria.size() != b.criteria.size()) return differ("number of cohorts or criteria");
  for (std::size_t i = 0; i < a.cohorts.size(); ++i) {
    const Cohort& x = a.cohorts[i];
    const Cohort& y = b.cohorts[i];
    if (x.id != y.id || x.label != y.label || x.concept_id != y.concept_id) return differ("cohort " + x.id);
  }
  for (std::size_t i = 0; i < a.criteria.size(); ++i) {
    if (!Same(a.criteria[i], b.criteria[i])) return differ("criterion " + a.criteria[i].id);
  }
  return true;
}

}  // namespace eligo::logic
