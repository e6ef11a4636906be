// Course: a disease from its onset to the last day, in steps of thirty days: activity, treatment, visits, pregnancies, infections.
//
// Each course writes what was seen and given, and leaves the state of the last day, from which the work-up for a trial is made.
// Rates a step are general knowledge [G]: a few flares in ten patient years, tapers by one step of the ladder a visit.
// Tested by test/generate/history_test.cc.
#pragma once

#include "generate/body.h"
#include "generate/therapy.h"

namespace eligo::generate {

struct Plan {
  bool flare_at_end = false;  // in a flare on the last day
  bool settled = false;       // nothing is changed in the last hundred days
  bool ordinary = false;      // near-miss patients: no serious event, no biologic in the last two years
};

// A death sets the person's death and last day.
State LupusCourse(Chart& chart, const Traits& traits, const Plan& plan);
State MyositisCourse(Chart& chart, const Traits& traits, const Plan& plan);
State SclerosisCourse(Chart& chart, const Traits& traits, const Plan& plan);
State ControlCourse(Chart& chart, const Traits& traits);

inline constexpr int kStep = 30;  // days
// In the last days the work-up, if there is one, takes the place of a visit.
inline constexpr int kWorkUpDays = 7;
inline constexpr int kSettled = 100;  // days before the last in which a settled patient's treatment stays as it is

// What all courses have in common in a step: infections, pregnancy, death. False when the patient died.
class Life {
 public:
  Life(Chart& chart, Therapy& therapy, const Plan& plan) : chart_(chart), therapy_(therapy), plan_(plan) {}
  bool Step(Date day, State& state);

 private:
  void MayConceive(Date day, const State& state);
  void MayCatch(Date day, State& state);

  Chart& chart_;
  Therapy& therapy_;
  const Plan& plan_;
  Date conceived_{INT32_MAX}, born_{INT32_MIN};
};

// A biologic in cycles of infusions or a standing order, begun on `day`.
void GiveBiologic(Chart& chart, history::Item drug, Date day, Date until);

}  // namespace eligo::generate
