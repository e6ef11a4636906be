#include "forecast/decisive.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "forecast/smallest_set.h"
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

// Questions in reading order, each with the criteria that it is about.
class Questions {
 public:
  // Its number.
  int Add(const std::string& ask, std::string_view kind) {
    const auto same = [&](const Ask& a) { return a.ask == ask && a.kind == kind; };
    const auto found = std::find_if(asks_.begin(), asks_.end(), same);
    if (found != asks_.end()) return static_cast<int>(found - asks_.begin());
    // Unread text must be read first.
    asks_.push_back({ask, {}, std::string(kind), true, verdict::CostOf(ask == kUnreadQuestion ? "" : kind)});
    return static_cast<int>(asks_.size()) - 1;
  }
  Question Of(int number) const { return {number, asks_[static_cast<std::size_t>(number)].cost}; }
  void About(int number, const std::string& criterion) {
    std::vector<std::string>& settles = asks_[static_cast<std::size_t>(number)].settles;
    if (std::find(settles.begin(), settles.end(), criterion) == settles.end()) settles.push_back(criterion);
  }
  std::vector<Ask> Ranked(const QuestionSet& smallest) && {
    for (const Question& question : smallest) asks_[static_cast<std::size_t>(question.number)].alternative = false;
    const auto rank = [](const Ask& a) {
      return std::make_tuple(a.alternative, a.ask == kUnreadQuestion, -static_cast<int>(a.settles.size()), a.cost);
    };
    std::stable_sort(asks_.begin(), asks_.end(), [&](const Ask& a, const Ask& b) { return rank(a) < rank(b); });
    return std::move(asks_);
  }

 private:
  std::vector<Ask> asks_;
};

}  // namespace

std::vector<Ask> Decisive(const logic::Protocol& protocol, const terms::Terms& terms, const verdict::PatientVerdict& v) {
  if (v.presumed == verdict::Overall::kIneligible) return {};
  Questions questions;
  std::vector<std::vector<QuestionSet>> ways_of_each;
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
    QuestionSet about;
    std::vector<Ways> ways;
    ways.reserve(values.size());
    for (const Truth value : values) ways.push_back(Settled(value));
    const logic::Grounds grounds = logic::GroundsOf(criterion->expression, logic::SideOf(criterion->kind), values);
    for (const int number : grounds.leaves) {
      const auto n = static_cast<std::size_t>(number);
      if (of_leaf[n] == nullptr || values[n] != Truth::kUnknown) continue;
      const auto named =
          std::find_if(in_phrase.begin(), in_phrase.end(), [&](const logic::NamedInPhrase& x) { return x.leaf == leaves[n]; });
      // Who answers for the phrase has answered for what it names.
      const bool asked_with_phrase = named != in_phrase.end();
      const int question = asked_with_phrase ? questions.Add(std::string(kUnreadQuestion), "person")
                                             : questions.Add(QuestionOf(*leaves[n], terms), KindOf(*leaves[n], *of_leaf[n]));
      ways[n] = Asked(questions.Of(question));
      about.push_back(questions.Of(question));
      questions.About(question, judged.id);
    }
    ways_of_each.push_back(WaysToSettle(*criterion, ways));
    if (!ways_of_each.back().empty()) continue;
    // What no answers settle by themselves is not left unasked.
    std::sort(about.begin(), about.end());
    about.erase(std::unique(about.begin(), about.end()), about.end());
    ways_of_each.back().push_back(std::move(about));
  }
  return std::move(questions).Ranked(SmallestSet(std::move(ways_of_each)));
}

}  // namespace eligo::forecast
