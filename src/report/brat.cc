#include "report/brat.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace eligo::report {
namespace {

using logic::Expression;
using logic::Op;

constexpr std::string_view kEntities[] = {"Condition", "Drug", "Procedure", "Measurement", "Observation", "Person"};

bool IsEntity(const logic::Mention& m) { return std::find(std::begin(kEntities), std::end(kEntities), m.type) != std::end(kEntities); }

// How far a value, time or negation may stand from what it belongs to: beyond it, it belongs to something else.
constexpr int kFar = 120;

int Distance(Span a, Span b) { return a.Overlaps(b) ? 0 : a.begin >= b.end ? a.begin - b.end : b.begin - a.end; }

class Writer {
 public:
  Writer(const Reading& reading, const terms::Terms& terms) : document_(reading.source.document), terms_(terms) {}

  void Add(const logic::Criterion& c) {
    mentions_ = &c.mentions;
    first_ = next_;
    for (const logic::Mention& m : c.mentions) Entity(m);
    Relate(c.expression, false);
    RelateNegated();
    for (const auto& [name, arg1, arg2] : relations_) {
      if (written_.emplace(name, arg1, arg2).second) out_ += fmt::format("R{}\t{} Arg1:T{} Arg2:T{}\n", relation_++, name, arg1, arg2);
    }
    relations_.clear();
    for (const auto& [name, members] : groups_) {
      out_ += "*\t" + name;
      for (const int m : members) out_ += fmt::format(" T{}", m);
      out_ += '\n';
    }
    groups_.clear();
  }

  std::string Done() { return std::move(out_); }

 private:
  void Entity(const logic::Mention& m) {
    std::string places;
    std::string text;
    int begin = m.span.begin;
    const auto fragment = [&](int end) {
      if (end <= begin) return;
      places += fmt::format("{}{} {}", places.empty() ? "" : ";", begin, end);
      text += (text.empty() ? "" : " ") + source::Text(document_, {begin, end});
    };
    for (int i = m.span.begin; i < m.span.end; ++i) {
      const char32_t c = document_.text[static_cast<std::size_t>(i)];
      if (c != U'\n' && c != U'\r') continue;
      fragment(i);
      begin = i + 1;
    }
    fragment(m.span.end);
    std::replace(text.begin(), text.end(), '\t', ' ');
    out_ += fmt::format("T{}\t{} {}\t{}\n", next_++, m.type, places, text);
  }

  int Id(std::size_t mention) const { return first_ + static_cast<int>(mention); }

  // The mention that a fact is about: of its concept, else the first entity in its words, else the nearest of its concept.
  std::optional<std::size_t> Head(const logic::Fact& f) const {
    std::optional<std::size_t> in_words;
    std::optional<std::size_t> nearest;
    for (std::size_t i = 0; i < mentions_->size(); ++i) {
      const logic::Mention& m = (*mentions_)[i];
      if (!IsEntity(m)) continue;
      const bool same = !m.concept_id.empty() && m.concept_id == f.concept_ref.id;
      if (f.span.Overlaps(m.span)) {
        if (same) return i;
        if (!in_words) in_words = i;
      } else if (same && (!nearest || Distance(m.span, f.span) < Distance((*mentions_)[*nearest].span, f.span))) {
        nearest = i;
      }
    }
    // A bound without a name of its own ("or 221 umol/L") belongs to the name before it.
    return in_words ? in_words : nearest;
  }

  // The mention of a type within the fact's words, else the nearest one behind (or before) its head.
  std::optional<std::size_t> Near(const logic::Fact& f, std::size_t head, std::string_view type, bool before) const {
    std::optional<std::size_t> best;
    int best_distance = kFar;
    const Span at = (*mentions_)[head].span;
    for (std::size_t i = 0; i < mentions_->size(); ++i) {
      const logic::Mention& m = (*mentions_)[i];
      if (m.type != type) continue;
      const bool inside = f.span.Contains(m.span);
      if (!inside && (before ? m.span.begin >= at.begin : m.span.end <= at.begin)) continue;
      const int distance = inside ? Distance(m.span, at) - kFar : Distance(m.span, at);
      if (distance >= best_distance) continue;
      best = i;
      best_distance = distance;
    }
    return best;
  }

  void RelateFact(const logic::Fact& f, bool negated) {
    const auto head = Head(f);
    if (!head) return;
    const auto relate = [&](std::string_view name, std::string_view type, bool before) {
      if (const auto other = Near(f, *head, type, before)) relations_.emplace_back(std::string(name), Id(*head), Id(*other));
    };
    if (f.compare || f.dose || f.answer || !f.category.empty() || f.change || f.times || f.distinct) relate("Has_value", "Value", false);
    if (f.window || f.duration || f.stable_for) {
      // A length and a window may both be written: all in the fact's words, else the nearest.
      bool inside = false;
      for (std::size_t i = 0; i < mentions_->size(); ++i) {
        if ((*mentions_)[i].type != "Temporal" || !f.span.Contains((*mentions_)[i].span)) continue;
        relations_.emplace_back("Has_temporal", Id(*head), Id(i));
        inside = true;
      }
      if (!inside) relate("Has_temporal", "Temporal", false);
    }
    if (negated || (*mentions_)[*head].negated) relate("Has_negation", "Negation", true);
    RelateExamples(f, *head);
  }

  // "immunosuppressants including methotrexate" may be one fact about the class.
  void RelateExamples(const logic::Fact& f, std::size_t head) {
    const auto group = terms_.Find(f.concept_ref.id);
    if (!group) return;
    for (std::size_t i = 0; i < mentions_->size(); ++i) {
      const logic::Mention& m = (*mentions_)[i];
      if (i == head || !IsEntity(m) || !f.span.Contains(m.span)) continue;
      const auto member = terms_.Find(m.concept_id);
      if (member && *member != *group && terms_.IsA(*member, *group)) relations_.emplace_back("Subsumes", Id(head), Id(i));
    }
  }

  // A name that is negated in the words but that no fact speaks of: the nearest negation before it is its own.
  void RelateNegated() {
    for (std::size_t i = 0; i < mentions_->size(); ++i) {
      const logic::Mention& m = (*mentions_)[i];
      if (!m.negated || !IsEntity(m)) continue;
      for (std::size_t k = i; k-- > 0;) {
        if ((*mentions_)[k].type != "Negation") continue;
        if (m.span.begin - (*mentions_)[k].span.end < kFar) relations_.emplace_back("Has_negation", Id(i), Id(k));
        break;
      }
    }
  }

  // What stands for a member in a group: the head of its first fact.
  std::optional<int> Stand(const Expression& e) const {
    if (e.op == Op::kFact) {
      const auto head = Head(*e.fact);
      return head ? std::optional<int>(Id(*head)) : std::nullopt;
    }
    // A condition says when, its consequence what.
    for (std::size_t i = e.op == Op::kIf ? 1 : 0; i < e.of.size(); ++i) {
      if (const auto stand = Stand(e.of[i])) return stand;
    }
    return std::nullopt;
  }

  // A class and the members named beside it are no alternatives of each other.
  void RelateMembers(const Expression& e) {
    std::vector<int> members;
    for (const Expression& child : e.of) {
      const auto stand = Stand(child);
      if (!stand) continue;
      if (std::find(members.begin(), members.end(), *stand) == members.end() && !Subsumed(e, child)) members.push_back(*stand);
    }
    if (members.size() > 1) groups_.emplace_back(e.op == Op::kAnd ? "AND" : "OR", std::move(members));
  }

  bool Subsumed(const Expression& parent, const Expression& child) {
    if (child.op != Op::kFact) return false;
    const auto id = terms_.Find(child.fact->concept_ref.id);
    if (!id) return false;
    for (const Expression& other : parent.of) {
      if (&other == &child || other.op != Op::kFact || other.fact->span.begin > child.fact->span.begin) continue;
      const auto group = terms_.Find(other.fact->concept_ref.id);
      if (!group || *group == *id || !terms_.IsA(*id, *group)) continue;
      const auto from = Head(*other.fact);
      const auto to = Head(*child.fact);
      if (!from || !to || *from == *to) continue;
      relations_.emplace_back("Subsumes", Id(*from), Id(*to));
      return true;
    }
    return false;
  }

  void Relate(const Expression& e, bool negated) {
    if (e.op == Op::kFact) {
      RelateFact(*e.fact, negated);
      if (e.fact->provided) Relate(*e.fact->provided, negated);
      return;
    }
    if (e.op == Op::kOr || e.op == Op::kAnd || e.op == Op::kAtLeast) RelateMembers(e);
    for (const Expression& child : e.of) Relate(child, e.op == Op::kNot ? !negated : negated);
  }

  const source::Document& document_;
  const terms::Terms& terms_;
  const std::vector<logic::Mention>* mentions_ = nullptr;
  int first_ = 1, next_ = 1, relation_ = 1;
  std::vector<std::tuple<std::string, int, int>> relations_;
  std::set<std::tuple<std::string, int, int>> written_;
  std::vector<std::pair<std::string, std::vector<int>>> groups_;
  std::string out_;
};

}  // namespace

std::string Brat(const Reading& reading, const terms::Terms& terms) {
  Writer writer(reading, terms);
  if (reading.logic) {
    for (const logic::Criterion& c : reading.logic->criteria) writer.Add(c);
  }
  return writer.Done();
}

}  // namespace eligo::report
