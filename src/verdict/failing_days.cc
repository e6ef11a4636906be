#include "verdict/failing_days.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <unordered_map>

#include "logic/kleene.h"

namespace eligo::verdict {

Truth LeafCourse::On(Date day) const {
  Truth truth = now;
  if (turns == nullptr) return truth;
  for (const Turn& turn : *turns) {
    if (turn.from > day) break;
    truth = turn.truth;
  }
  return truth;
}

FailingDays::FailingDays(const logic::Criterion& criterion, const std::vector<LeafCourse>& leaves, Date as_of) {
  std::vector<Date> days = {as_of};
  for (const LeafCourse& leaf : leaves) {
    if (leaf.turns == nullptr) continue;
    for (const Turn& turn : *leaf.turns) days.push_back(turn.from);
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  const Truth failing = criterion.kind == logic::Kind::kInclusion ? Truth::kFalse : Truth::kTrue;
  for (const Date day : days) {
    const auto leaf = [&](const logic::Expression&, int number, logic::Side) { return leaves[static_cast<std::size_t>(number)].On(day); };
    const bool fails = logic::Evaluate<Truth>(criterion.expression, logic::SideOf(criterion.kind), leaf) == failing;
    if (steps_.empty() || fails != steps_.back().fails) steps_.push_back({day, fails});
  }
}

bool FailingDays::On(Date day) const {
  const auto after = std::upper_bound(steps_.begin(), steps_.end(), day, [](Date d, const Step& step) { return d < step.from; });
  return std::prev(after)->fails;
}

std::vector<Date> FailingDays::Changes() const {
  std::vector<Date> days;
  for (const Step& step : steps_) days.push_back(step.from);
  return days;
}

FailingDays CourseOf(const logic::Criterion& criterion, const CriterionVerdict& judged, Date as_of) {
  std::unordered_map<std::string_view, const Atom*> atoms;
  for (const Atom& atom : judged.atoms) atoms.emplace(atom.leaf, &atom);
  std::vector<LeafCourse> leaves;
  const auto collect = [&](const logic::Expression& leaf, int, logic::Side) {
    const auto found = atoms.find(leaf.op == logic::Op::kFact ? std::string_view(leaf.fact->id) : std::string_view(leaf.id));
    leaves.push_back(found == atoms.end() ? LeafCourse{} : LeafCourse{found->second->presumed, &found->second->turns});
    return Truth::kUnknown;
  };
  logic::Evaluate<Truth>(criterion.expression, logic::SideOf(criterion.kind), collect);
  return {criterion, leaves, as_of};
}

}  // namespace eligo::verdict
