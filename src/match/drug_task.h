// DrugTask: one drug fact for one patient, and the questions put to its courses. drug.cc puts the answers together.
#pragma once

#include <string>
#include <vector>

#include "match/dose.h"
#include "match/kernels.h"

namespace eligo::match {

struct DrugTask {
  const PreparedFact& fact;
  const Subject& subject;
  const TimeSpan& span;
  std::vector<Course> courses;
  DoseUnit unit;
  bool closed = false;
  std::string name;
  std::optional<records::Number> weight;  // for doses per kg

  // The first day that matters: windows without a `from` begin with the record, and with a stretch of silence before it.
  Date First() const { return span.mode == TimeSpan::Mode::kBetween ? span.first : kDawn; }
};

// The lightest and the heaviest that the record knows the patient, in kg.
std::optional<records::Number> WeightOf(const Subject& subject);
Reading ExposedOn(const std::vector<Course>& courses, Date day, bool closed);
// The first thing that a person could look up to settle the courses at hand; "" when there is none.
std::string WhatIsUnsure(const DrugTask& task);
void ShowCourses(const DrugTask& task, Date first, LeafResult& result);

// Whether a course shares a day with the window.
LeafResult Exposed(const DrugTask& task);
// A day's dose against the bound, on any day or on every day.
LeafResult DosedAt(const DrugTask& task);
// A run of days, by dose or by exposure.
LeafResult Lasted(const DrugTask& task);
// The same drugs at the same daily doses on every day of [anchor - length, anchor].
LeafResult Stable(const DrugTask& task);
// Nothing else of what is given beside it. Which drugs those are is ours: immunosuppressants, antimalarials, biologics.
LeafResult Alone(const DrugTask& task);

}  // namespace eligo::match
