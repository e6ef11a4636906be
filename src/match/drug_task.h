// DrugTask: one drug fact for one patient, and the questions put to its courses. drug.cc puts the answers together.
#pragma once

#include <string>
#include <vector>

#include "match/dose.h"
#include "match/kernels.h"
#include "match/result.h"
#include "match/taken.h"
#include "match/weight.h"

namespace eligo::match {

struct DrugTask {
  DrugTask(const PreparedFact& asked, const Subject& of, const TimeSpan& in)
      : fact(asked), subject(of), span(in), closed(of.Closed(logic::About::kDrug)) {}

  const PreparedFact& fact;
  const Subject& subject;
  TimeSpan span;
  // Of the class, and of what an equivalent is summed over, those of which the patient has rows; sorted.
  std::span<const terms::ConceptId> drugs;
  Courses counted;
  std::span<const Course> courses;  // those of `counted`
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

// Of a dose in equivalents of a glucocorticoid, or of glucocorticoids as a class: the mg of prednisone that 1 mg of it equals. Then all
// that convert into it add up.
std::optional<units::Rational> EquivalentOf(const PreparedFact& fact, const Run& run);
DrugTask TaskOf(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);
Reading ExposedOn(std::span<const Course> courses, Date day, bool closed);
// On that day, less what the exceptions take away.
Reading ExposedOn(const DrugTask& task, Date day);
Reading DoseHoldsOn(const DrugTask& task, Date day);
// A dose of a day against the one that the fact asks for.
Reading DoseHolds(const logic::Dose& asked, const std::optional<records::Number>& weight, const TakenState& day);
// Of doses: whether every day counts, or any (the highest of them is at most the limit when every one is, the lowest when some day's is).
bool AsksForEveryDay(const logic::Fact& fact);
// What is so on every one of some days, or on any of them.
template <class Stretches>
Reading OnDays(bool every, const Stretches& stretches) {
  Reading reading = Both(FromBool(every));
  for (const Stretch& s : stretches) reading = every ? And(reading, s.holds) : Or(reading, s.holds);
  return reading;
}

// A run of days that is not long enough, but may be after all.
enum class LengthDoubt { kNone, kFewerInside, kInThePast };
struct LengthReading {
  Reading truth;
  LengthDoubt doubt = LengthDoubt::kNone;
};
// `in(first, last)`: the stretches of those days. `first`: the first day that matters.
template <class In>
LengthReading LastedIn(const PreparedFact& fact, const TimeSpan& span, Date first, const In& in) {
  const logic::DurationBound& bound = *fact->duration;
  const bool now = span.mode == TimeSpan::Mode::kNow;
  const auto inside = in(first, span.last);
  const auto run = [&](const auto& days, Date anchor, Date reach) { return RunHolds({days.begin(), days.end()}, bound, anchor, reach); };
  const Reading truth = run(inside, now ? span.anchor : kDusk, now ? span.anchor : kDawn);
  if (truth.presumed != Truth::kFalse) return {truth};
  if (span.mode == TimeSpan::Mode::kBetween && fact.excluding() && AtLeast(bound.op)) {
    // Long enough as a whole, with fewer days inside: which days count is not ours to choose (contract section 4.3).
    if (run(in(kDawn, span.last), kDusk, span.first).presumed != Truth::kFalse) return {Reading{}, LengthDoubt::kFewerInside};
  } else if (now && !span.stated && run(inside, kDusk, kDawn).presumed != Truth::kFalse) {
    return {Reading{}, LengthDoubt::kInThePast};
  }
  return {truth};
}

// Whether drugs and their doses are the same on all of some days, told drug by drug.
class SameDoses {
 public:
  SameDoses(bool presumed, bool closed) : presumed_(presumed), closed_(closed) {}
  // The next stretch of days: of a drug's first one, `begins`. False where it is another than that.
  Truth Add(bool begins, const TakenState& state);
  Truth truth() const;

 private:
  bool presumed_, closed_;
  Truth all_ = Truth::kTrue;
  bool any_ = false;  // some of them may be taken
  Truth begun_ = Truth::kFalse;
  records::Number dose_;
};

// How many drugs meet what is asked of each.
class CountedDrugs {
 public:
  // `of_class`: a class as such ("immunosuppressive therapy") may be any of its ingredients. Returns what was added.
  Reading Add(Reading one, bool of_class);
  Reading Against(const logic::CountBound& bound, bool closed) const;
  int presumed() const { return presumed_; }

 private:
  int sure_ = 0, perhaps_ = 0;  // strictly
  int presumed_ = 0, perhaps_presumed_ = 0;
};
// "Two agents have been used": whenever, unless a window says otherwise.
TimeSpan CountingSpan(TimeSpan asked);
// "A history of stable treatment" is stable treatment up to the anchor.
TimeSpan SteadySpan(TimeSpan asked);
// Drugs that, given beside the fact's, make them not given alone.
std::vector<terms::ConceptId> CompanionsOf(const PreparedFact& fact, const Run& run);
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
