// How steadily, and beside what: stable doses, and one drug alone.
#include <algorithm>

#include <fmt/format.h>

#include "match/drug_task.h"
#include "match/phrase.h"

namespace eligo::match {

namespace {

// The same drugs and doses on every day of [first, last]? `change` gets what changed.
Reading SameThroughout(const DrugTask& task, Date first, Date last, std::string& change) {
  const DoseUnit own{task.unit.unit, std::nullopt};  // the drug's own doses, whatever they are equivalent to
  const auto judge = [&](bool presumed) {
    SameDoses same(presumed, task.closed);
    for (std::size_t i = 0; i < task.courses.size();) {
      const std::size_t from = i;
      const terms::ConceptId drug = task.courses[i].drug;
      while (i < task.courses.size() && task.courses[i].drug == drug) ++i;
      std::shared_ptr<const Taken> kept;
      const Taken& taken = TakenOf(task.courses.subspan(from, i - from), &own, task, kept);
      for (const TakenStretch& stretch : Among(taken, first, last)) {
        const Truth here = same.Add(stretch.first <= first, stretch);
        if (here == Truth::kFalse && change.empty()) {
          change = Told(task.subject,
                        [&] { return fmt::format("{} changed on {}", task.subject.Concept(drug).label, ToString(stretch.first)); });
        }
      }
    }
    return same.truth();
  };
  Reading reading{judge(false), judge(true)};
  if (Known(reading.strict)) reading.presumed = reading.strict;
  return reading;
}

}  // namespace

Truth SameDoses::Add(bool begins, const TakenState& state) {
  const Truth on = presumed_ ? state.presumed_on : state.on;
  const records::Number& now = presumed_ ? state.presumed_dose : state.dose;
  any_ = any_ || on != Truth::kFalse;
  Truth same = Truth::kUnknown;
  if (begins) {
    begun_ = on;
    dose_ = now;
    // Of a dose that is not known nobody can say that it stays: none recorded, as needed, changed by words.
    if (on == Truth::kFalse || (on == Truth::kTrue && now.exact())) same = Truth::kTrue;
  } else if (on == Truth::kUnknown || begun_ == Truth::kUnknown) {
    same = Truth::kUnknown;
  } else if (on != begun_) {
    // It began, or it ended. Strictly, the time before a first record is silent.
    same = presumed_ || closed_ || on == Truth::kFalse ? Truth::kFalse : Truth::kUnknown;
  } else if (on == Truth::kFalse) {
    same = Truth::kTrue;
  } else if (now.exact() && dose_.exact()) {
    same = FromBool(*now.low == *dose_.low);
  }
  all_ = And(all_, same);
  return same;
}

Truth SameDoses::truth() const {
  if (!any_) return presumed_ || closed_ ? Truth::kTrue : Truth::kUnknown;
  return all_;
}

LeafResult Stable(const DrugTask& task) {
  const Period length = *task.fact->stable_for;
  const Date last = task.span.mode == TimeSpan::Mode::kNow ? task.span.anchor : task.span.last;
  const Date first = Add(last, -length);
  LeafResult result;
  ShowCourses(task, first, result);
  std::string change;
  result.truth = SameThroughout(task, first, last, change);
  if (task.span.mode == TimeSpan::Mode::kBetween && result.truth.presumed == Truth::kFalse) {
    // Steady at the end of the window it is not. Within it there may have been a time as long, from a change on or from its begin.
    std::vector<Date> begins = Stretches(task.courses, task.span.first, last);
    for (const Date begin : begins) {
      std::string ignored;
      if (Add(begin, length) > last || SameThroughout(task, begin, Add(begin, length), ignored).presumed == Truth::kFalse) continue;
      result.truth = {};
      if (!task.subject.run.words) return result;
      result.says = fmt::format("{}: the same for {} from {}, not at the end", task.name, LengthText(length), ToString(begin));
      result.missing = fmt::format("whether a steady time that was over by {} counts", ToString(last));
      return result;
    }
  }
  if (!task.subject.run.words) return result;
  if (!change.empty() && result.truth.presumed == Truth::kFalse) {
    result.says = change;
  } else if (result.truth.presumed == Truth::kTrue) {
    result.says = fmt::format("{}: the same from {} to {}", task.name, ToString(first), ToString(last));
  } else {
    result.says = fmt::format("{}: not certain to be the same from {} to {}", task.name, ToString(first), ToString(last));
  }
  if (!Known(result.truth.strict)) {
    result.missing = WhatIsUnsure(task);
    if (result.missing.empty()) result.missing = fmt::format("{} and its doses from {} to {}", task.name, ToString(first), ToString(last));
  }
  return result;
}

std::vector<terms::ConceptId> CompanionsOf(const PreparedFact& fact, const Run& run) {
  std::vector<terms::ConceptId> all;
  for (const terms::ConceptId id : run.known.companions) {
    if (!std::binary_search(fact.closure.begin(), fact.closure.end(), id)) all.push_back(id);
  }
  return all;
}

LeafResult Alone(const DrugTask& task) {
  if (task.subject.run.known.companions.empty()) return Unknown(fmt::format("which drugs count as given beside {}", task.name));
  const auto of_one = static_cast<std::int64_t>(task.fact.closure.size() == 1);
  const auto& others = task.subject.rows->Once<std::vector<terms::ConceptId>>("beside", {task.fact.concept_id->value, of_one}, [&] {
    std::vector<terms::ConceptId> all = CompanionsOf(task.fact, task.subject.run);
    std::erase_if(all, [&](terms::ConceptId id) { return task.subject.Rows(id).empty(); });
    return all;
  });
  const Courses beside_it = AllCoursesOf(others, task.subject);
  const std::span<const Course> courses = beside_it.all;
  const Date last = task.span.last;
  const Date first = task.span.mode == TimeSpan::Mode::kNow ? last : task.First();
  LeafResult result;
  Reading beside{task.closed ? Truth::kFalse : Truth::kUnknown, Truth::kFalse};
  if (task.subject.run.words) result.says = "nothing else beside it on record";
  for (const Course& c : courses) {
    // Before or after it in the window is not beside it, nor is it nothing.
    Reading here{c.Shares(first, last, false), c.Shares(first, last, true)};
    if (here.presumed == Truth::kFalse) continue;
    if (first == last && !task.subject.run.words) {
      beside = Or(beside, here);
      result.evidence.AddUntold();
      continue;
    }
    Truth together = Truth::kFalse;
    for (const Date day : Stretches(courses, first, last))
      together = Or(together, And(c.On(day, true), ExposedOn(task.courses, day, true).presumed));
    for (const Course& own : task.courses) {
      for (const Date day : {own.start.first, own.start.last}) {
        if (day >= first && day <= last) together = Or(together, And(c.On(day, true), own.On(day, true)));
      }
    }
    if (first != last && together == Truth::kFalse) here = Both(Truth::kUnknown);
    beside = Or(beside, here);
    ShowRow(result.evidence, task.subject, *c.row, c.drug);
    if (!task.subject.run.words) continue;
    const std::string_view label = task.subject.Concept(c.drug).label;
    if (first == last || together != Truth::kFalse) {
      result.says = fmt::format("{} is given as well", label);
    } else if (beside.presumed == Truth::kUnknown) {
      result.says = fmt::format("{} is given in the same time, not on the same days", label);
    }
  }
  result.truth = Not(beside);
  if (!task.subject.run.words) return result;
  if (!Known(result.truth.strict)) result.missing = fmt::format("whether anything is given beside {}", task.name);
  return result;
}

}  // namespace eligo::match
