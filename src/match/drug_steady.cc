// How steadily, and beside what: stable doses, and one drug alone.
#include <algorithm>

#include <fmt/format.h>

#include "match/drug_task.h"
#include "match/phrase.h"

namespace eligo::match {

LeafResult Stable(const DrugTask& task) {
  const Date last = task.span.anchor;
  const Date first = Add(last, -*task.fact->stable_for);
  LeafResult result;
  ShowCourses(task, first, result);
  std::string change;
  const auto judge = [&](bool presumed) {
    Truth all = Truth::kTrue;
    bool any = false;
    for (std::size_t i = 0; i < task.courses.size();) {
      std::vector<Course> of_drug;
      const terms::ConceptId drug = task.courses[i].drug;
      for (; i < task.courses.size() && task.courses[i].drug == drug; ++i) of_drug.push_back(task.courses[i]);
      Truth begun = Truth::kFalse;
      std::optional<records::Number> dose;
      const Course* course = nullptr;
      for (const Date day : Stretches(of_drug, first, last)) {
        Truth on = Truth::kFalse;
        const Course* here = nullptr;
        for (const Course& c : of_drug) {
          const Truth t = c.On(day, presumed);
          if (t != Truth::kFalse && (here == nullptr || t > on)) here = &c;
          on = Or(on, t);
        }
        const records::Number now = DoseOn(of_drug, day, presumed, task.closed, {task.unit.unit, false}, task.subject);
        any = any || on != Truth::kFalse;
        if (day == first) {
          begun = on;
          dose = now;
          course = here;
          if (on == Truth::kUnknown) all = And(all, Truth::kUnknown);
          continue;
        }
        Truth same = Truth::kUnknown;
        if (on == Truth::kUnknown || begun == Truth::kUnknown) {
          same = Truth::kUnknown;
        } else if (on != begun) {
          // It began, or it ended. Strictly, the time before a first record is silent.
          same = presumed || task.closed || on == Truth::kFalse ? Truth::kFalse : Truth::kUnknown;
        } else if (on == Truth::kFalse || here->row == course->row) {
          same = Truth::kTrue;
        } else if (now.exact() && dose->exact()) {
          same = FromBool(*now.low == *dose->low);
        }
        if (same == Truth::kFalse && change.empty())
          change = fmt::format("{} changed on {}", task.subject.Concept(drug).label, ToString(day));
        all = And(all, same);
      }
    }
    if (!any) return presumed || task.closed ? Truth::kTrue : Truth::kUnknown;
    return all;
  };
  result.truth = {judge(false), judge(true)};
  if (Known(result.truth.strict)) result.truth.presumed = result.truth.strict;
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

LeafResult Alone(const DrugTask& task) {
  const auto& companions = task.subject.run.known.companions;
  if (companions.empty()) return Unknown(fmt::format("{}alone", kNotComputed));
  std::vector<terms::ConceptId> others;
  for (const terms::ConceptId id : companions) {
    if (!std::binary_search(task.fact.closure.begin(), task.fact.closure.end(), id)) others.push_back(id);
  }
  logic::Fact plain;
  plain.about = logic::About::kDrug;
  PreparedFact anything;
  anything.fact = &plain;
  const std::vector<Course> courses = CoursesOf(others, anything, task.subject, false);
  const Date day = task.span.anchor;
  LeafResult result;
  result.truth = Not(ExposedOn(courses, day, task.closed));
  result.says = "nothing else beside it on record";
  for (const Course& c : courses) {
    if (c.On(day, true) == Truth::kFalse) continue;
    result.evidence.push_back(EvidenceOf(task.subject, *c.row, c.drug));
    result.says = fmt::format("{} is given as well", task.subject.Concept(c.drug).label);
  }
  if (!Known(result.truth.strict)) result.missing = fmt::format("whether anything is given beside {}", task.name);
  return result;
}

}  // namespace eligo::match
