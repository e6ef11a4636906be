// DrugTask: one drug fact for one patient, and the questions put to its courses. drug.cc puts the answers together.
#pragma once

#include <string>
#include <vector>

#include "match/dose.h"
#include "match/kernels.h"
#include "match/taken.h"
#include "match/weight.h"

namespace eligo::match {

struct DrugTask {
  const PreparedFact& fact;
  const Subject& subject;
  TimeSpan span;
  // Of the class, and of what an equivalent is summed over, those of which the patient has rows; sorted.
  std::span<const terms::ConceptId> drugs;
  bool systemic_only = false;
  std::shared_ptr<const std::vector<Course>> own;  // where nobody shares them
  std::span<const Course> courses;
  DoseUnit unit;
  std::shared_ptr<const Taken> own_taken;
  const Taken* taken = nullptr;  // of the courses, where a dose or a length is asked for: in that unit
  bool closed = false;
  std::string name;
  std::optional<records::Number> weight;  // for doses per kg
  // What exceptions take away by dose, length or window: their own courses, day by day.
  std::vector<DrugTask> apart;

  // The first day that matters: windows without a `from` begin with the record, and with a stretch of silence before it.
  Date First() const { return span.mode == TimeSpan::Mode::kBetween ? span.first : kDawn; }
};

DrugTask TaskOf(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);
Reading ExposedOn(std::span<const Course> courses, Date day, bool closed);
// On that day, less what the exceptions take away.
Reading ExposedOn(const DrugTask& task, Date day);
Reading DoseHoldsOn(const DrugTask& task, Date day);
// What facts about other classes share where they count the same courses: of these, which are all of some drugs.
// They stay as courses do.
const Taken& TakenOf(std::span<const Course> courses, const DoseUnit* unit, const DrugTask& task, std::shared_ptr<const Taken>& own);
// What is asked of each day (the dose, else the exposure), over all days of [first, last].
std::vector<Stretch> StretchesOf(const DrugTask& task, Date first, Date last);
// "prednisone equivalent", "tacrolimus".
std::string WhatIsDosed(const DrugTask& task);
// The first thing that a person could look up to settle the courses at hand; "" when there is none.
std::string WhatIsUnsure(const DrugTask& task);
void ShowCourses(const DrugTask& task, Date first, LeafResult& result);

// Whether a course shares a day with the window.
LeafResult Exposed(const DrugTask& task);
// On every day of the window.
LeafResult Always(const DrugTask& task);
// How many courses or administrations.
LeafResult Given(const DrugTask& task);
// A day's dose against the bound: on any day, on every day, or on the last or first day of the exposure.
LeafResult DosedAt(const DrugTask& task);
// A run of days, by dose or by exposure.
LeafResult Lasted(const DrugTask& task);
// The same drugs at the same daily doses on every day of [anchor - length, anchor].
LeafResult Stable(const DrugTask& task);
// Nothing else of what is given beside it. Which drugs those are is ours: immunosuppressants, antimalarials, biologics.
LeafResult Alone(const DrugTask& task);

}  // namespace eligo::match
