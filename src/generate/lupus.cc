// Lupus, with and without nephritis.
#include <algorithm>

#include "generate/course.h"
#include "generate/visit.h"

namespace eligo::generate {
namespace {

using history::Disease;
using history::Item;

constexpr std::array<Item, 7> kMildItems = {Item::kSledaiItemArthritis,     Item::kSledaiItemRash,     Item::kSledaiItemAlopecia,
                                            Item::kSledaiItemMucosalUlcers, Item::kSledaiItemPleurisy, Item::kSledaiItemLeukopenia,
                                            Item::kSledaiItemFever};
constexpr std::array<Item, 6> kSevereItems = {Item::kSledaiItemThrombocytopenia, Item::kSledaiItemPericarditis, Item::kSledaiItemVasculitis,
                                              Item::kSledaiItemArthritis,        Item::kSledaiItemHematuria,    Item::kSledaiItemMyositis};
constexpr std::array<Item, 7> kBrainItems = {Item::kSledaiItemSeizure,
                                             Item::kSledaiItemPsychosis,
                                             Item::kSledaiItemOrganicBrainSyndrome,
                                             Item::kSledaiItemVisualDisturbance,
                                             Item::kSledaiItemCranialNerve,
                                             Item::kSledaiItemLupusHeadache,
                                             Item::kSledaiItemCva};

class Lupus {
 public:
  Lupus(Chart& chart, const Traits& traits, const Plan& plan)
      : chart_(chart), random_(chart.random()), traits_(traits), plan_(plan), therapy_(chart, plan.ordinary), life_(chart, therapy_, plan) {
    state_.plain = plan.ordinary;
    nephritis_ = chart.history().disease == Disease::kLupusNephritis;
  }

  State Run() {
    const Date onset = chart_.history().onset;
    const Date end = chart_.last();
    Begin(onset);
    next_visit_ = onset;
    const int flare = random_.Between(45, 95);
    for (Date day = onset; day <= end; day = AddDays(day, kStep)) {
      const int left = end.day - day.day;
      if (plan_.flare_at_end && left <= flare + kStep && !flared_at_end_) {
        flared_at_end_ = true;
        Flare(day, random_.PerMille(450) || nephritis_ ? 2 : 1);
      } else if (!(flared_at_end_ && plan_.flare_at_end)) {
        Drift(day);
      }
      state_.depleted = day <= depleted_until_;
      if (!life_.Step(day, state_)) break;
      if (day >= next_visit_ && day < AddDays(end, -kWorkUpDays)) Visit(day);
    }
    therapy_.Finish();
    state_.depleted = chart_.last() <= depleted_until_;
    return state_;
  }

 private:
  void Begin(Date onset) {
    chart_.Condition(Item::kLupus, onset).standing = random_.PerMille(40) ? history::Standing::kProvisional : history::Standing::kConfirmed;
    if (nephritis_) {
      const Date kidney = AddDays(onset, random_.Between(0, 500));
      chart_.Condition(Item::kLupusNephritis, kidney);
      if (random_.PerMille(800)) {
        chart_.Procedure(Item::kRenalBiopsy, kidney);
        constexpr std::array<std::string_view, 5> kClasses = {"II", "III", "IV", "IV", "V"};
        chart_.Worded(Item::kIsnRpsClass, kidney, random_.Pick(kClasses));
      }
    }
    if (random_.PerMille(280)) chart_.Condition(Item::kRaynaud, AddDays(onset, -random_.Between(30, 900)));
    if (random_.PerMille(860)) therapy_.Give(Item::kHydroxychloroquine, AddDays(onset, random_.Between(0, 20)), {20000, 2, 1});
    Flare(onset, random_.PerMille(350) ? 2 : 1);
  }

  void Serology() {
    state_.items &= ~kSerology;
    const int active = state_.activity > 0 ? 900 : 350;
    if (traits_.consumes_complement && random_.PerMille(active)) state_.items |= Bit(Item::kSledaiItemComplement);
    if (traits_.binds_dna && random_.PerMille(active)) state_.items |= Bit(Item::kSledaiItemDna);
  }

  void Drift(Date day) {
    switch (state_.activity) {
      case 0:
        if (random_.PerMille(14))
          Flare(day, 2);
        else if (random_.PerMille(50))
          Flare(day, 1);
        break;
      case 1:
        if (random_.PerMille(50))
          Flare(day, 2);
        else if (random_.PerMille(250))
          Calm();
        break;
      default:
        if (random_.PerMille(300)) {
          state_.activity = 1;
          state_.items &= kSerology | Bit(Item::kSledaiItemArthritis) | Bit(Item::kSledaiItemRash) | Bit(Item::kSledaiItemProteinuria);
          state_.nephrotic = false;
        }
    }
  }

  void Calm() {
    state_.activity = 0;
    state_.nephrotic = false;
    state_.items &= random_.PerMille(150) ? Bit(Item::kSledaiItemAlopecia) : 0;
    Serology();
  }

  void Flare(Date day, int activity) {
    state_.activity = activity;
    state_.items = 0;
    for (int n = random_.Between(2, 3); n > 0; --n) state_.items |= Bit(random_.Pick(kMildItems));
    if (activity == 2) {
      for (int n = random_.Between(1, 2); n > 0; --n) state_.items |= Bit(random_.Pick(kSevereItems));
      if (!plan_.ordinary && random_.PerMille(70)) Brain(day);
      if (nephritis_) {
        state_.items |= Bit(Item::kSledaiItemProteinuria) | Bit(Item::kSledaiItemHematuria);
        if (random_.PerMille(300)) state_.items |= Bit(Item::kSledaiItemUrinaryCasts);
        state_.nephrotic = !plan_.ordinary && random_.PerMille(180);
      }
    }
    if (plan_.ordinary) state_.items &= ~(Bit(Item::kSledaiItemLeukopenia) | Bit(Item::kSledaiItemThrombocytopenia));
    Serology();
    Treat(day, activity);
    next_visit_ = std::min(next_visit_, day);
  }

  void Brain(Date day) {
    const Item item = random_.Pick(kBrainItems);
    state_.items |= Bit(item);
    if (item == Item::kSledaiItemSeizure) chart_.Condition(Item::kSeizure, day, AddDays(day, random_.Between(1, 20)));
    if (item == Item::kSledaiItemPsychosis) chart_.Condition(Item::kPsychosis, day, AddDays(day, random_.Between(20, 90)));
    if (item == Item::kSledaiItemOrganicBrainSyndrome)
      chart_.Condition(Item::kOrganicBrainSyndrome, day, AddDays(day, random_.Between(20, 90)));
    if (item == Item::kSledaiItemCva) chart_.Condition(Item::kStroke, day, AddDays(day, random_.Between(10, 40)));
  }

  void Treat(Date day, int activity) {
    const bool pregnant = therapy_.Pregnant(day);
    if (activity == 1) {
      therapy_.SetSteroid(day, std::max(therapy_.steroid_step(), Therapy::StepOf(random_.PerMille(500) ? 10 : 20)));
      if (therapy_.immunosuppressants() == 0 ? random_.PerMille(550) : random_.PerMille(250)) therapy_.Switch(day, random_.Below(22));
      return;
    }
    constexpr std::array<int, 4> kStarts = {30, 40, 50, 60};
    int start = random_.Pick(kStarts);
    if (!plan_.ordinary && random_.PerMille(40)) start = 100;
    therapy_.SetSteroid(day, Therapy::StepOf(plan_.ordinary ? 20 : start));
    // 500 mg of methylprednisolone into a vein on three days.
    if (!plan_.ordinary && random_.PerMille(200))
      for (int n = 0; n < 3; ++n) PulseOn(AddDays(day, n));
    if (!pregnant && !plan_.ordinary && nephritis_ && random_.PerMille(300)) {
      for (int n = 0; n < 6; ++n) chart_.Infusion(Item::kCyclophosphamide, AddDays(day, 14 * n), 50000);
      therapy_.Switch(day, 14 * 6);
      return;
    }
    therapy_.Switch(day, random_.PerMille(700) ? 0 : 28);
    if (pregnant || plan_.ordinary || therapy_.immunosuppressants() < 2 || !random_.PerMille(500) || day < biologic_until_) return;
    constexpr std::array<Item, 5> kBiologics = {Item::kBelimumab, Item::kBelimumab, Item::kRituximab, Item::kTelitacicept,
                                                Item::kAnifrolumab};
    const Item drug = random_.Pick(kBiologics);
    biologic_until_ = AddDays(day, random_.Between(100, 720));
    GiveBiologic(chart_, drug, day, biologic_until_);
    if (drug == Item::kRituximab) depleted_until_ = AddDays(biologic_until_, 150);
  }

  void PulseOn(Date day) {
    history::Event& pulse = chart_.Infusion(Item::kMethylprednisolone, day, 50000);
    pulse.intravenous = true;
  }

  void Visit(Date day) {
    const bool settled = plan_.settled && day > AddDays(chart_.last(), -kSettled);
    // The steroid goes down a step a visit: to 2.5 mg or nothing in a quiet patient, not below 5 in an active one.
    const int floor = state_.activity > 0 ? Therapy::StepOf(5) : random_.PerMille(300) ? 0 : 1;
    if (!settled) therapy_.Taper(day, floor);
    const int interval = state_.activity == 0 ? random_.Between(100, 190) : random_.Between(28, 75);
    next_visit_ = AddDays(day, interval);
    if (random_.PerMille(110)) return;  // missed: nobody measured anything
    if (random_.PerMille(150)) Serology();
    RoutineVisit(chart_, chart_.history().disease, traits_, state_, day);
    if (random_.PerMille(450)) LupusActivity(chart_, state_.items, day, Instruments::kTotal, random_.PerMille(40));
  }

  Chart& chart_;
  Random& random_;
  const Traits& traits_;
  const Plan& plan_;
  Therapy therapy_;
  Life life_;
  State state_;
  Date next_visit_, biologic_until_{INT32_MIN}, depleted_until_{INT32_MIN};
  bool nephritis_ = false, flared_at_end_ = false;
};

}  // namespace

State LupusCourse(Chart& chart, const Traits& traits, const Plan& plan) { return Lupus(chart, traits, plan).Run(); }

}  // namespace eligo::generate
