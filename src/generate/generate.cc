#include "generate/generate.h"

#include "generate/course.h"
#include "generate/dirt.h"
#include "generate/incidents.h"
#include "generate/work_up.h"

namespace eligo::generate {
namespace {

using history::Disease;
using history::History;
using history::Person;
using What = NearMiss::What;

Disease PickDisease(Random& random) {
  const int share = random.Below(100);
  if (share < 46) return Disease::kLupus;
  if (share < 66) return Disease::kLupusNephritis;
  if (share < 77) return Disease::kMyositis;
  if (share < 88) return Disease::kSclerosis;
  return Disease::kControl;
}

// Nine of ten with lupus, two of three with myositis, four of five with sclerosis are women; lupus begins in the thirties, the others
// later [G].
void MakePerson(const Request& request, std::uint64_t number, Random& random, History& history) {
  Person& person = history.person;
  person = Person{};
  person.number = number;
  int women = 650, begins = 48, spread = 12;
  if (history.disease == Disease::kLupus || history.disease == Disease::kLupusNephritis) {
    women = 900;
    begins = 33;
    spread = 13;
  } else if (history.disease == Disease::kSclerosis) {
    women = 800;
  }
  person.sex = random.PerMille(women) ? history::Sex::kFemale : history::Sex::kMale;
  // Known to the chart for half a year to nine years, most for a few.
  const int years = random.Between(1, 9);
  const int days = random.Below(365);
  const int known = 180 + days + (random.PerMille(450) ? 365 * (years / 2) : random.Below(500));
  history.onset = AddDays(request.as_of, -known);
  int age = random.Bell(begins, spread);
  if (age < 15) age = 15 + random.Below(12);
  if (random.PerMille(40)) age = 66 + random.Below(16);
  person.birth = AddDays(history.onset, -age * 365 - age / 4 - random.Below(365));
  person.last = request.as_of;
  person.first = history.onset;
}

// Completed years on the last day, one day after the birthday at the youngest.
void SetAge(Person& person, int years, Random& random) {
  const Date birthday = AddDays(person.last, -random.Between(1, 300));
  person.birth = Add(birthday, Period{.months = -12 * years});
}

}  // namespace

void Generate(const Request& request, std::uint64_t number, History& history) {
  Random random(request.seed, number);
  history.events.clear();
  history.dirt = {};
  history.near_miss = {};
  history.near_miss_out = false;
  history.as_of = request.as_of;
  history.disease = PickDisease(random);
  MakePerson(request, number, random, history);

  Chart chart(history, random);
  const bool sick = history.disease != Disease::kControl;
  Plan plan{random.PerMille(560), random.PerMille(600), false};
  Moved moved;
  if (sick && random.PerMille(250)) {
    moved = {&PickNearMiss(history.disease, random), random.PerMille(500)};
    history.near_miss = moved.miss->name;
    history.near_miss_out = moved.out;
    plan = {true, true, true};
    if (moved.miss->what == What::kAge) SetAge(history.person, static_cast<int>(moved.value()), random);
  }

  Traits traits = MakeTraits(chart, history.disease);
  if (plan.ordinary) {
    traits = Traits{.hemoglobin = traits.hemoglobin,
                    .weight = traits.weight,
                    .height = traits.height,
                    .ana = traits.ana > 80 ? traits.ana : 320,
                    .binds_dna = traits.binds_dna,
                    .binds_sm = traits.binds_sm,
                    .consumes_complement = traits.consumes_complement};
  }
  AddComorbidity(chart, traits);
  State state;
  switch (history.disease) {
    case Disease::kLupus:
    case Disease::kLupusNephritis: state = LupusCourse(chart, traits, plan); break;
    case Disease::kMyositis: state = MyositisCourse(chart, traits, plan); break;
    case Disease::kSclerosis: state = SclerosisCourse(chart, traits, plan); break;
    case Disease::kControl: state = ControlCourse(chart, traits); break;
  }
  history.active = state.activity > 0;
  if (!plan.ordinary) AddIncidents(chart, traits);
  AddMoved(chart, moved);
  if (history.person.death == history::kOngoing) {
    const int kind = plan.ordinary ? 0 : random.Below(100);
    if (kind < 68)
      WorkUp(chart, traits, state, AddDays(history.person.last, -random.Between(1, 6)), kind < 55, moved);
    else if (kind < 84)
      WorkUp(chart, traits, state, AddDays(history.person.last, -random.Between(20, 200)), true, moved);
  }
  chart.Finish();
  Soil(request.dirt, random, history);
}

}  // namespace eligo::generate
