// Therapy: the drugs a patient takes now: open courses, the steroid ladder, the immunosuppressant in use.
//
// A change of dose ends one order and begins the next on the following day, so doses of one drug never overlap. Drugs that harm a
// child (mycophenolate, methotrexate, leflunomide, cyclophosphamide) are never given in a pregnancy: Conceive() replaces them.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "generate/chart.h"

namespace eligo::generate {

// A usual dose. Sources: product labels; EULAR recommendations for lupus, 2019 and 2023 updates (steroids to 7.5 or 5 mg a day, Euro-Lupus
// cyclophosphamide 6 x 500 mg, mycophenolate 2 g a day). Certainty [G]: doses are as in general use, not taken from a table.
struct Regimen {
  history::Item drug;
  Dose dose;
  bool harms_child = false;
};

inline constexpr std::array<Regimen, 6> kImmunosuppressants = {{{history::Item::kAzathioprine, {10000, 1, 1}, false},
                                                                {history::Item::kMethotrexate, {1500, 1, 7}, true},
                                                                {history::Item::kMycophenolateMofetil, {100000, 2, 1}, true},
                                                                {history::Item::kLeflunomide, {2000, 1, 1}, true},
                                                                {history::Item::kTacrolimus, {150, 2, 1}, false},
                                                                {history::Item::kCyclosporine, {10000, 2, 1}, false}}};

class Therapy {
 public:
  // A plain patient gets none of the calcineurin inhibitors, which some protocols exclude.
  Therapy(Chart& chart, bool plain) : chart_(chart), plain_(plain) {}

  // Begins a course, or goes over to another dose; a dose of 0 stops.
  void Give(history::Item drug, Date day, Dose dose);
  void Stop(history::Item drug, Date day) { Give(drug, day, {}); }
  bool Takes(history::Item drug) const { return Find(drug) != nullptr; }

  // Steps of the ladder: 0 none, 1 2.5 mg of prednisone, ... up to 100 mg.
  int steroid_step() const { return steroid_step_; }
  int SteroidHundredths() const;
  void SetSteroid(Date day, int step);
  // A step down, two from high doses, not below `floor`; not within a fortnight of a rise.
  void Taper(Date day, int floor);
  static int StepOf(int milligrams);  // the lowest step that reaches so many

  // The next immunosuppressant that this patient has not had, after a washout of `gap` days.
  void Switch(Date day, int gap);
  void StopImmunosuppressant(Date day);
  int immunosuppressants() const { return used_count_; }

  // From `day` until `end` a child is expected or nursed.
  void Conceive(Date day, Date end);
  bool Pregnant(Date day) const { return day <= pregnant_until_; }
  Date pregnant_until() const { return pregnant_until_; }

  // Writes the courses that are still open.
  void Finish();

 private:
  struct Course {
    history::Item drug;
    Date start;
    Dose dose;
  };
  const Course* Find(history::Item drug) const;
  void Write(const Course& course, Date end);

  Chart& chart_;
  bool plain_;
  std::vector<Course> open_;
  int steroid_step_ = 0;
  Date raised_{INT32_MIN / 2};
  history::Item steroid_ = history::Item::kPrednisone;
  int current_ = -1;  // of kImmunosuppressants
  unsigned used_ = 0;
  int used_count_ = 0;
  Date pregnant_until_{INT32_MIN};
};

}  // namespace eligo::generate
