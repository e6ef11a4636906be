#include <algorithm>

#include "generate/course.h"

namespace eligo::generate {

using history::Item;

namespace {
constexpr int kPregnancyDays = 280;
constexpr int kPlanningDays = 100;  // between the change of treatment and conception; EULAR asks for 6 weeks off mycophenolate at least
}  // namespace

void Life::MayConceive(Date day, const State& state) {
  const int age = CompletedYears(chart_.person().birth, day);
  Random& random = chart_.random();
  if (!chart_.female() || age < 19 || age > 42 || plan_.ordinary || state.activity == 2 || day < AddDays(born_, 400)) return;
  if (!random.PerMille(5)) return;
  conceived_ = AddDays(day, kPlanningDays);
  const bool lost = random.PerMille(130);
  born_ = AddDays(conceived_, lost ? random.Between(45, 110) : kPregnancyDays);
  const Date weaned = lost ? born_ : AddDays(born_, random.Between(60, 240));
  therapy_.Conceive(day, weaned);
  chart_.Condition(Item::kPregnancy, conceived_, born_);
  chart_.Answered(Item::kHcg, AddDays(conceived_, 35), true);
  if (lost) {
    chart_.Condition(Item::kMiscarriage, born_, AddDays(born_, 7));
  } else {
    chart_.Condition(Item::kLactation, AddDays(born_, 1), weaned);
  }
}

void Life::MayCatch(Date day, State& state) {
  Random& random = chart_.random();
  state.infected = false;
  const int risk = 5 + (therapy_.SteroidHundredths() >= 2000 ? 7 : 0) + (state.depleted ? 4 : 0);
  if (plan_.ordinary || !random.PerMille(risk)) return;
  state.infected = true;
  struct Infection {
    Item disease, drug;
    Dose dose;
    int days;
  };
  constexpr std::array<Infection, 4> kInfections = {{{Item::kPneumonia, Item::kLevofloxacin, {50000, 1, 1}, 10},
                                                     {Item::kUrinaryTractInfection, Item::kAmoxicillin, {50000, 3, 1}, 7},
                                                     {Item::kHerpesZoster, Item::kValacyclovir, {100000, 3, 1}, 7},
                                                     {Item::kSepsis, Item::kLevofloxacin, {75000, 1, 1}, 14}}};
  const Infection& infection = random.PerMille(80) ? kInfections[3] : kInfections[static_cast<std::size_t>(random.Below(3))];
  const Date start = AddDays(day, random.Between(0, kStep - 1));
  chart_.Condition(infection.disease, start, AddDays(start, infection.days + random.Between(0, 6)));
  chart_.Order(infection.drug, start, AddDays(start, infection.days - 1), infection.dose);
}

bool Life::Step(Date day, State& state) {
  if (day > therapy_.pregnant_until()) MayConceive(day, state);
  state.pregnant = day >= conceived_ && day <= born_;
  MayCatch(day, state);
  // Death: more often in severe activity, in sepsis and in old age.
  const int age = CompletedYears(chart_.person().birth, day);
  const int hazard = 6 + (state.activity == 2 ? 18 : 0) + (state.infected ? 60 : 0) + std::max(0, age - 60);
  if (plan_.ordinary || !chart_.random().PerTenThousand(hazard)) return true;
  const Date death = AddDays(day, chart_.random().Between(1, kStep - 1));
  if (death >= chart_.last()) return true;
  chart_.history().person.death = death;
  chart_.history().person.last = death;
  return false;
}

void GiveBiologic(Chart& chart, Item drug, Date day, Date until) {
  switch (drug) {
    case Item::kRituximab:  // two infusions a fortnight apart, again after half a year
      for (Date course = day; course <= until; course = AddDays(course, 182)) {
        chart.Infusion(drug, course, 100000);
        chart.Infusion(drug, AddDays(course, 14), 100000);
      }
      break;
    case Item::kBelimumab:  // 10 mg/kg every four weeks
      for (Date infusion = day; infusion <= until; infusion = AddDays(infusion, 28)) chart.Infusion(drug, infusion, 60000);
      break;
    case Item::kAnifrolumab:  // 300 mg every four weeks
      for (Date infusion = day; infusion <= until; infusion = AddDays(infusion, 28)) chart.Infusion(drug, infusion, 30000);
      break;
    case Item::kTelitacicept: chart.Order(drug, day, until, {16000, 1, 7}); break;
    case Item::kTofacitinib: chart.Order(drug, day, until, {500, 2, 1}); break;
    case Item::kIntravenousImmunoglobulin:  // 2 g/kg a month, here 100 g
      for (Date infusion = day; infusion <= until; infusion = AddDays(infusion, 28)) chart.Infusion(drug, infusion, 10000);
      break;
    default: break;
  }
}

}  // namespace eligo::generate
