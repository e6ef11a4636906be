#include "generate/work_up.h"

#include <array>

#include "generate/visit.h"

namespace eligo::generate {
namespace {

using history::Disease;
using history::Item;
using What = NearMiss::What;

class Examination {
 public:
  Examination(Chart& chart, const Traits& traits, const State& state, Date day, const Moved& moved)
      : chart_(chart), random_(chart.random()), traits_(traits), state_(Today(state, random_)), day_(day), moved_(moved) {
    if (Moves(Item::kLeukocytes, What::kResult)) state_.leukocytes = static_cast<int>(moved_.value());
  }

  void Run(bool complete) {
    for (const Item item : {Item::kHemoglobin, Item::kLeukocytes, Item::kNeutrophils, Item::kLymphocytes, Item::kPlatelets,
                            Item::kCreatinine, Item::kAlt, Item::kAst, Item::kBilirubinTotal})
      Measured(item);
    Measured(Item::kWeight);
    if (random_.PerMille(800)) Measured(Item::kHeight);
    const Disease disease = chart_.history().disease;
    const bool lupus = disease == Disease::kLupus || disease == Disease::kLupusNephritis;
    if (lupus) Lupus();
    if (!complete) return;
    for (const Item item : {Item::kCreatinineClearanceMeasured, Item::kInr, Item::kAptt, Item::kIga, Item::kCd4Count, Item::kBCellCount,
                            Item::kLvef, Item::kSpo2})
      Measured(item);
    // Its grade has no place in OMOP; without one a protocol's limit is for a person to judge.
    if (random_.PerMille(50)) chart_.Condition(Item::kDyspnea, AddDays(day_, -random_.Between(5, 60)));
    Titre();
    Answered(Item::kAntiSm, traits_.binds_sm);
    Viruses();
    if (chart_.female() && CompletedYears(chart_.person().birth, day_) < 51) Answered(Item::kHcg, state_.pregnant);
    if (random_.PerMille(300)) chart_.Worded(Item::kCssrs, day_, random_.PerMille(40) ? "passive ideation" : "none");
    if (disease == Disease::kMyositis) Myositis();
    if (disease == Disease::kSclerosis) Sclerosis();
    // Consent is given to the trial at hand, on the day of the work-up.
    if (random_.PerMille(400)) chart_.Consent(day_);
  }

 private:
  bool Moves(Item item, What what) const { return moved_.miss != nullptr && moved_.miss->what == what && moved_.miss->item == item; }

  void Measured(Item item) {
    const std::int64_t natural = Measure(item, traits_, state_, random_);
    chart_.Result(item, day_, Moves(item, What::kResult) ? moved_.value() : natural);
  }
  void Scored(Item item, std::int64_t natural) { chart_.Result(item, day_, Moves(item, What::kResult) ? moved_.value() : natural); }
  void Answered(Item item, bool positive) { chart_.Answered(item, day_, positive); }

  void Titre() {
    const int titre = Moves(Item::kAna, What::kTitre) ? static_cast<int>(moved_.value()) : traits_.ana;
    chart_.Worded(Item::kAna, day_, TitreText(titre));
    if (random_.PerMille(700)) Answered(Item::kAna, titre > 0);
  }

  void Viruses() {
    Answered(Item::kHbsag, traits_.hepatitis_b);
    Answered(Item::kAntiHbc, traits_.hepatitis_b || traits_.hepatitis_b_past);
    if (traits_.hepatitis_b || (traits_.hepatitis_b_past && random_.PerMille(600))) {
      history::Event& load = chart_.Result(Item::kHbvDna, day_, Measure(Item::kHbvDna, traits_, state_, random_));
      load.below = !traits_.hepatitis_b;
    }
    Answered(Item::kAntiHcv, traits_.hepatitis_c);
    Answered(Item::kHivAntibody, traits_.hiv);
    Answered(Item::kAntiTp, traits_.syphilis);
    Answered(Item::kIgra, traits_.latent_tuberculosis);
  }

  void Lupus() {
    Manifestations items = state_.items;
    if (Moves(Item::kSledai2k, What::kSledai)) items = ItemsOf(static_cast<int>(moved_.value()));
    if (Moves(Item::kAna, What::kTitre)) items &= ~Bit(Item::kSledaiItemDna);
    State shown = state_;
    shown.items = items;
    for (const Item item : {Item::kC3, Item::kC4, Item::kAntiDsdna}) chart_.Result(item, day_, Measure(item, traits_, shown, random_));
    const std::int64_t protein = Measure(Item::kProteinuria24h, traits_, shown, random_);
    chart_.Result(Item::kProteinuria24h, day_, Moves(Item::kProteinuria24h, What::kResult) ? moved_.value() : protein);
    const Instruments instruments = random_.PerMille(850) ? Instruments::kAll : Instruments::kTotal;
    LupusActivity(chart_, items, day_, instruments, random_.PerMille(350));
    const Date onset = chart_.history().onset;
    if (random_.PerMille(750))
      chart_.Result(Item::kEularAcr2019Sle, onset, random_.PerMille(60) ? random_.Between(6, 9) : random_.Between(10, 31));
    if (random_.PerMille(600)) chart_.Result(Item::kAcr1997Sle, onset, random_.PerMille(80) ? 3 : random_.Between(4, 9));
    if (random_.PerMille(500)) chart_.Result(Item::kSlicc2012Sle, onset, random_.PerMille(80) ? 3 : random_.Between(4, 10));
  }

  void Myositis() {
    for (const Item item : {Item::kCreatineKinase, Item::kAldolase, Item::kLdh}) Measured(item);
    Answered(Item::kAntiJo1, random_.PerMille(320));
    Answered(Item::kAntiSrp, random_.PerMille(120));
    const int active = state_.muscle;
    Scored(Item::kMmt8, active > 0 ? random_.Between(95, 143) : random_.Between(141, 150));
    Scored(Item::kPhysicianGlobal, active > 0 ? random_.Between(15, 75) : random_.Between(0, 25));
    Scored(Item::kPatientGlobal, active > 0 ? random_.Between(15, 80) : random_.Between(0, 35));
    Scored(Item::kMdaat, active > 0 ? random_.Between(10, 60) : random_.Between(0, 20));
    // HAQ-DI goes in eighths.
    Scored(Item::kHaq, 125 * (active > 0 ? random_.Between(1, 17) : random_.Between(0, 4)));
    const Date onset = chart_.history().onset;
    chart_.Result(Item::kEularAcr2017Iim, onset, random_.PerMille(80) ? random_.Between(40, 54) : random_.Between(56, 110));
  }

  void Sclerosis() {
    Measured(Item::kFvcPercent);
    Answered(Item::kScl70, random_.PerMille(450));
    Answered(Item::kAntiCentromere, random_.PerMille(150));
    Answered(Item::kU3rnp, random_.PerMille(60));
    if (random_.PerMille(300)) Answered(Item::kThTo, random_.PerMille(60));
    const int before = random_.Between(8, 27);
    chart_.Result(Item::kMrss, AddDays(day_, -182), before);
    Scored(Item::kMrss, state_.activity > 0 ? before + random_.Between(0, 8) : before);
    chart_.Result(Item::kAcrEular2013Ssc, chart_.history().onset, random_.PerMille(70) ? 8 : random_.Between(9, 26));
  }

  Chart& chart_;
  Random& random_;
  const Traits& traits_;
  State state_;
  Date day_;
  const Moved& moved_;
};

}  // namespace

void WorkUp(Chart& chart, const Traits& traits, const State& state, Date day, bool complete, const Moved& moved) {
  Examination(chart, traits, state, day, moved).Run(complete);
}

}  // namespace eligo::generate
