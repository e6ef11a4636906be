// Myositis, systemic sclerosis, and controls: neighbours whom a search for the others brings up.
#include <algorithm>

#include "generate/course.h"
#include "generate/visit.h"

namespace eligo::generate {
namespace {

using history::Disease;
using history::Item;

// What myositis and sclerosis share: a steroid that is tapered, immunosuppressants one after the other, visits.
class Connective {
 public:
  Connective(Chart& chart, const Traits& traits, const Plan& plan)
      : chart_(chart), random_(chart.random()), traits_(traits), plan_(plan), therapy_(chart, plan.ordinary), life_(chart, therapy_, plan) {
    state_.plain = plan.ordinary;
  }

  State Run(int first_steroid, int floor_steroid) {
    const Date onset = chart_.history().onset;
    const bool muscle = chart_.history().disease == Disease::kMyositis;
    state_.activity = 2;
    state_.muscle = muscle ? 3 : 0;
    therapy_.SetSteroid(onset, Therapy::StepOf(first_steroid));
    therapy_.Switch(onset, random_.Below(30));
    Date next_visit = onset;
    Date biologic_until = onset;
    for (Date day = onset; day <= chart_.last(); day = AddDays(day, kStep)) {
      const bool settled = plan_.settled && day > AddDays(chart_.last(), -kSettled);
      if (state_.activity > 0 && random_.PerMille(110))
        --state_.activity;
      else if (!settled && random_.PerMille(60) && day > AddDays(onset, 180)) {
        state_.activity = 2;
        therapy_.SetSteroid(day, std::max(therapy_.steroid_step(), Therapy::StepOf(first_steroid / 2)));
        therapy_.Switch(day, random_.Below(28));
        if (!plan_.ordinary && therapy_.immunosuppressants() >= 2 && day > biologic_until && !therapy_.Pregnant(day) &&
            random_.PerMille(300)) {
          constexpr std::array<Item, 4> kDrugs = {Item::kRituximab, Item::kIntravenousImmunoglobulin, Item::kRituximab, Item::kTofacitinib};
          biologic_until = AddDays(day, random_.Between(60, 400));
          GiveBiologic(chart_, muscle ? random_.Pick(kDrugs) : Item::kRituximab, day, biologic_until);
        }
      }
      if (plan_.flare_at_end && day > AddDays(chart_.last(), -60)) state_.activity = 2;
      state_.muscle = muscle ? state_.activity + (random_.PerMille(500) ? 1 : 0) : 0;
      if (!life_.Step(day, state_)) break;
      if (day < next_visit || day >= AddDays(chart_.last(), -kWorkUpDays)) continue;
      if (!settled) therapy_.Taper(day, Therapy::StepOf(floor_steroid));
      next_visit = AddDays(day, random_.Between(50, 110));
      if (random_.PerMille(110)) continue;
      RoutineVisit(chart_, chart_.history().disease, traits_, state_, day);
    }
    therapy_.Finish();
    return state_;
  }

 private:
  Chart& chart_;
  Random& random_;
  const Traits& traits_;
  const Plan& plan_;
  Therapy therapy_;
  Life life_;
  State state_;
};

}  // namespace

State MyositisCourse(Chart& chart, const Traits& traits, const Plan& plan) {
  Random& random = chart.random();
  const Date onset = chart.history().onset;
  const int kind = plan.ordinary ? random.Below(90) : random.Below(100);
  const Item disease = kind < 55   ? Item::kDermatomyositis
                       : kind < 90 ? Item::kPolymyositis
                       : kind < 95 ? Item::kInclusionBodyMyositis
                                   : Item::kAmyopathicDermatomyositis;
  chart.Condition(disease, onset);
  if (random.PerMille(500)) chart.Procedure(Item::kMuscleBiopsy, AddDays(onset, random.Between(0, 30)));
  // 1 mg/kg a day and more at the beginning.
  return Connective(chart, traits, plan).Run(traits.weight / 10 + random.Between(-10, 20), 5);
}

State SclerosisCourse(Chart& chart, const Traits& traits, const Plan& plan) {
  Random& random = chart.random();
  const Date onset = chart.history().onset;
  const bool diffuse = plan.ordinary || random.PerMille(700);
  chart.Condition(diffuse ? Item::kDiffuseSclerosis : Item::kLimitedSclerosis, onset);
  chart.Condition(Item::kRaynaud, AddDays(onset, -random.Between(100, 1500)));
  if (!plan.ordinary) {
    const auto later = [&](int per_mille, Item item, bool ends) {
      if (!random.PerMille(per_mille)) return;
      const Date start = AddDays(onset, random.Between(60, 900));
      chart.Condition(item, start, ends ? AddDays(start, random.Between(20, 90)) : history::kOngoing);
      if (item != Item::kSscPulmonaryHypertension) return;
      if (random.PerMille(800)) chart.Order(Item::kBosentan, start, history::kOngoing, {12500, 2, 1});
      if (random.PerMille(400)) chart.Order(Item::kSildenafil, start, history::kOngoing, {2000, 3, 1});
    };
    later(90, Item::kSscPulmonaryHypertension, false);
    later(50, Item::kSclerodermaRenalCrisis, true);
    later(50, Item::kAntralVascularEctasia, false);
  }
  // Low doses: a steroid may bring on a renal crisis.
  const int first = random.PerMille(200) ? 20 : 15;
  return Connective(chart, traits, plan).Run(first, random.PerMille(600) ? 5 : 10);
}

State ControlCourse(Chart& chart, const Traits& traits) {
  Random& random = chart.random();
  const Date onset = chart.history().onset;
  State state;
  Therapy therapy(chart, false);
  switch (random.Below(4)) {
    case 0:
      chart.Condition(Item::kRheumatoidArthritis, onset);
      therapy.Give(Item::kMethotrexate, onset, {1500, 1, 7});
      therapy.Give(Item::kFolicAcid, onset, {500, 1, 7});
      if (random.PerMille(300)) therapy.Give(Item::kEtanercept, AddDays(onset, 200), {5000, 1, 7});
      break;
    case 1:
      chart.Condition(Item::kDiscoidLupus, onset);
      therapy.Give(Item::kHydroxychloroquine, onset, {20000, 1, 1});
      break;
    case 2:
      chart.Condition(Item::kSjogren, onset);
      if (random.PerMille(500)) therapy.Give(Item::kHydroxychloroquine, onset, {20000, 2, 1});
      break;
    default: chart.Condition(Item::kOsteoarthritis, onset); therapy.Give(Item::kNaproxen, onset, {50000, 2, 1});
  }
  for (Date day = onset; day <= chart.last(); day = AddDays(day, random.Between(120, 260)))
    RoutineVisit(chart, Disease::kControl, traits, state, day);
  therapy.Finish();
  return state;
}

}  // namespace eligo::generate
