#include "forecast/decisive.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "logic/kleene.h"
#include "logic/named_in_phrase.h"

namespace eligo::forecast {
namespace {

using verdict::Ask;
using verdict::Atom;

const logic::Criterion* FindCriterion(const logic::Protocol& protocol, std::string_view id) {
  const auto found =
      std::find_if(protocol.criteria.begin(), protocol.criteria.end(), [&](const logic::Criterion& c) { return c.id == id; });
  return found == protocol.criteria.end() ? nullptr : &*found;
}

// Who or what can answer: a later day, a person, a visit with its scores, a laboratory, the chart.
std::string_view KindOf(const logic::Expression& leaf, const Atom& atom) {
  if (atom.missing == "later") return "later";
  if (leaf.op == logic::Op::kJudgement || atom.decides == logic::Decides::kPerson) return "person";
  if (leaf.op == logic::Op::kUnread) return "person";
  if (atom.decides == logic::Decides::kScore || leaf.fact->about == logic::About::kScore) return "visit";
  if (leaf.fact->about == logic::About::kMeasurement) return "lab";
  return leaf.fact->about == logic::About::kConsent ? "person" : "chart";
}

constexpr std::string_view kUnreadQuestion = "the part of the text that was not read";

std::string QuestionOf(const logic::Expression& leaf, const terms::Terms& terms) {
  if (leaf.op == logic::Op::kJudgement) return leaf.about;
  if (leaf.op == logic::Op::kUnread) return std::string(kUnreadQuestion);
  const auto id = terms.Find(leaf.fact->concept_ref.id);
  if (id) return std::string(terms.Get(*id).label);
  return leaf.fact->concept_ref.text.empty() ? leaf.fact->concept_ref.id : leaf.fact->concept_ref.text;
}

// Leaves of the tree by number, and for each its atom by id.
std::vector<const logic::Expression*> LeavesOf(const logic::Criterion& criterion) {
  std::vector<const logic::Expression*> leaves;
  const auto visit = [&](const logic::Expression& e, int, logic::Side) {
    leaves.push_back(&e);
    return Truth::kUnknown;
  };
  logic::Evaluate<Truth>(criterion.expression, logic::SideOf(criterion.kind), visit);
  return leaves;
}

}  // namespace

std::vector<Ask> Decisive(const logic::Protocol& protocol, const terms::Terms& terms, const verdict::PatientVerdict& v) {
  if (v.presumed == verdict::Overall::kIneligible) return {};
  std::vector<Ask> asks;
  for (const verdict::CriterionVerdict& judged : v.criteria) {
    const logic::Criterion* criterion = FindCriterion(protocol, judged.id);
    if (criterion == nullptr || judged.presumed != verdict::Outcome::kUnknown) continue;
    std::map<std::string_view, const Atom*> atoms;
    for (const Atom& atom : judged.atoms) atoms.emplace(atom.leaf, &atom);
    const std::vector<const logic::Expression*> leaves = LeavesOf(*criterion);
    std::vector<Truth> values;
    std::vector<const Atom*> of_leaf;
    for (const logic::Expression* leaf : leaves) {
      const auto found = atoms.find(leaf->op == logic::Op::kFact ? leaf->fact->id : leaf->id);
      of_leaf.push_back(found == atoms.end() ? nullptr : found->second);
      values.push_back(found == atoms.end() ? Truth::kUnknown : found->second->presumed);
    }
    const std::vector<logic::NamedInPhrase> in_phrase = logic::NamedInPhrases(criterion->expression);
    const auto asked_with_phrase = [&](const logic::Expression* leaf) {
      return std::any_of(in_phrase.begin(), in_phrase.end(), [&](const logic::NamedInPhrase& n) { return n.leaf == leaf; });
    };
    const logic::Grounds grounds = logic::GroundsOf(criterion->expression, logic::SideOf(criterion->kind), values);
    for (const int number : grounds.leaves) {
      const auto n = static_cast<std::size_t>(number);
      if (of_leaf[n] == nullptr || values[n] != Truth::kUnknown || asked_with_phrase(leaves[n])) continue;
      const std::string question = QuestionOf(*leaves[n], terms);
      const std::string_view kind = KindOf(*leaves[n], *of_leaf[n]);
      const auto same = [&](const Ask& a) { return a.ask == question && a.kind == kind; };
      auto ask = std::find_if(asks.begin(), asks.end(), same);
      if (ask == asks.end()) ask = asks.insert(asks.end(), Ask{question, {}, std::string(kind)});
      if (std::find(ask->settles.begin(), ask->settles.end(), judged.id) == ask->settles.end()) ask->settles.push_back(judged.id);
    }
  }
  // What a coordinator can do today comes first, what only a person or a later day answers after it, unread text last.
  const auto effort = [](const Ask& a) {
    if (a.ask == kUnreadQuestion) return 2;
    return a.kind == "person" || a.kind == "later" ? 1 : 0;
  };
  std::stable_sort(asks.begin(), asks.end(), [&](const Ask& a, const Ask& b) {
    return effort(a) != effort(b) ? effort(a) < effort(b) : a.settles.size() > b.settles.size();
  });
  return asks;
}

}  // namespace eligo::forecast
