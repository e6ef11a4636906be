#include "generate/incidents.h"

#include "generate/therapy.h"

namespace eligo::generate {
namespace {

using history::Item;
using history::kOngoing;

struct Incident {
  Item item;
  int per_ten_thousand;
  int back;   // it began up to so many days before the last
  int lasts;  // days; 0: it stays
};

constexpr std::array<Incident, 22> kConditions = {{{Item::kMyocardialInfarction, 200, 400, 10},
                                                   {Item::kUnstableAngina, 120, 400, 10},
                                                   {Item::kHeartFailure, 130, 700, 0},
                                                   {Item::kAtrialFibrillation, 180, 700, 0},
                                                   {Item::kVentricularArrhythmia, 110, 400, 15},
                                                   {Item::kStroke, 150, 1200, 30},
                                                   {Item::kSeizure, 120, 300, 5},
                                                   {Item::kEpilepsy, 110, 1500, 0},
                                                   {Item::kPsychosis, 70, 300, 60},
                                                   {Item::kEncephalitis, 60, 300, 40},
                                                   {Item::kCnsVasculitis, 60, 200, 60},
                                                   {Item::kTuberculosis, 80, 500, 180},
                                                   {Item::kBreastCancer, 110, 2500, 0},
                                                   {Item::kBasalCellCarcinoma, 130, 1500, 30},
                                                   {Item::kLymphoma, 60, 2500, 0},
                                                   {Item::kSuicidalIdeation, 190, 240, 30},
                                                   {Item::kPneumonia, 150, 16, 12},
                                                   {Item::kPulmonaryArterialHypertension, 110, 900, 0},
                                                   {Item::kHerpesZoster, 120, 20, 14},
                                                   {Item::kPepticUlcer, 150, 400, 60},
                                                   {Item::kGastrointestinalBleeding, 130, 300, 8},
                                                   {Item::kDrugAbuse, 120, 2000, 0}}};

constexpr std::array<Incident, 6> kProcedures = {{{Item::kPlasmaExchange, 170, 120, 0},
                                                  {Item::kTransfusion, 150, 60, 0},
                                                  {Item::kKidneyTransplant, 90, 3000, 0},
                                                  {Item::kStemCellTransplant, 70, 2500, 0},
                                                  {Item::kCholecystectomy, 160, 90, 0},
                                                  {Item::kRenalBiopsy, 60, 200, 0}}};

struct Course {
  Item drug;
  Dose dose;
  int per_ten_thousand, back, lasts;
};
constexpr std::array<Course, 15> kDrugs = {{{Item::kEtanercept, {5000, 1, 7}, 150, 500, 160},
                                            {Item::kTofacitinib, {500, 2, 1}, 140, 400, 120},
                                            {Item::kZanubrutinib, {16000, 2, 1}, 110, 300, 90},
                                            {Item::kThalidomide, {10000, 1, 1}, 120, 300, 60},
                                            {Item::kTripterygium, {2000, 3, 1}, 120, 300, 60},
                                            {Item::kInterleukin2, {30, 1, 1}, 110, 200, 5},
                                            {Item::kTelitacicept, {16000, 1, 7}, 150, 500, 120},
                                            {Item::kTacrolimusOintment, {100, 2, 1}, 180, 200, 0},
                                            {Item::kWarfarin, {500, 1, 1}, 150, 800, 0},
                                            {Item::kApixaban, {500, 2, 1}, 150, 800, 0},
                                            {Item::kEnoxaparin, {4000, 1, 1}, 110, 200, 20},
                                            {Item::kIbuprofen, {40000, 3, 1}, 900, 400, 20},
                                            {Item::kNaproxen, {50000, 2, 1}, 500, 400, 0},
                                            {Item::kOmeprazole, {2000, 1, 1}, 2200, 900, 0},
                                            {Item::kFilgrastim, {30, 1, 1}, 110, 40, 3}}};

struct Dosed {
  Item drug;
  int amount, per_ten_thousand, back;
};
constexpr std::array<Dosed, 7> kInfusions = {{{Item::kRituximab, 100000, 250, 420},
                                              {Item::kBelimumab, 60000, 200, 400},
                                              {Item::kCyclophosphamide, 50000, 150, 120},
                                              {Item::kAnifrolumab, 30000, 130, 200},
                                              {Item::kTocilizumab, 48000, 120, 400},
                                              {Item::kIntravenousImmunoglobulin, 4000, 130, 90},
                                              {Item::kCarT, 0, 110, 500}}};

struct Shot {
  Item vaccine;
  int per_ten_thousand, back;
};
constexpr std::array<Shot, 4> kShots = {{{Item::kMmrVaccine, 150, 90},
                                         {Item::kVaricellaVaccine, 130, 90},
                                         {Item::kYellowFeverVaccine, 100, 400},
                                         {Item::kZosterLiveVaccine, 130, 90}}};

Date Back(Chart& chart, int days) { return AddDays(chart.last(), -chart.random().Between(1, days)); }

}  // namespace

void AddIncidents(Chart& chart, const Traits& traits) {
  Random& random = chart.random();
  for (const Incident& incident : kConditions) {
    if (!random.PerTenThousand(incident.per_ten_thousand)) continue;
    const Date start = Back(chart, incident.back);
    chart.Condition(incident.item, start, incident.lasts > 0 ? AddDays(start, incident.lasts) : kOngoing);
  }
  for (const Incident& incident : kProcedures)
    if (random.PerTenThousand(incident.per_ten_thousand)) chart.Procedure(incident.item, Back(chart, incident.back));
  for (const Course& course : kDrugs) {
    if (!random.PerTenThousand(course.per_ten_thousand) || chart.Ordered(course.drug)) continue;
    const Date start = Back(chart, course.back);
    chart.Order(course.drug, start, course.lasts > 0 ? AddDays(start, course.lasts - 1) : kOngoing, course.dose);
  }
  for (const Dosed& infusion : kInfusions)
    if (random.PerTenThousand(infusion.per_ten_thousand)) chart.Infusion(infusion.drug, Back(chart, infusion.back), infusion.amount);
  for (const Shot& shot : kShots)
    if (random.PerTenThousand(shot.per_ten_thousand)) chart.Vaccine(shot.vaccine, Back(chart, shot.back));
  if (random.PerMille(30)) {
    const Date start = Back(chart, 400);
    chart.Trial(start, random.PerMille(400) ? kOngoing : AddDays(start, random.Between(20, 300)));
  }
  const auto allergy = [&](Item item, int per_mille, int severe) {
    if (!random.PerMille(per_mille)) return;
    const Date found = Back(chart, 3000);
    chart.Allergy(item, found, random.PerMille(severe) ? history::Severity::kSevere : history::Severity::kMild);
  };
  allergy(Item::kObinutuzumab, 25, 600);
  allergy(Item::kAmoxicillin, 60, 150);
  if (random.PerMille(45)) {
    const Date start = Back(chart, 900);
    chart.Condition(Item::kDepression, start);
    chart.Order(Item::kSertraline, start, kOngoing, {5000, 1, 1});
  }
  if (traits.kidney_damage && random.PerMille(200)) {
    const Date start = Back(chart, 700);
    chart.Condition(Item::kEndStageRenalDisease, start);
    for (int n = 0; n < 4; ++n) chart.Procedure(Item::kHemodialysis, AddDays(chart.last(), -2 - 3 * n));
  }
}

void AddComorbidity(Chart& chart, const Traits& traits) {
  Random& random = chart.random();
  const Date early = AddDays(chart.history().onset, -random.Between(100, 2500));
  const int age = CompletedYears(chart.person().birth, chart.last());
  if (traits.gilbert && random.PerMille(700)) chart.Condition(Item::kGilbertSyndrome, early);
  if (traits.hepatitis_b) {
    chart.Condition(Item::kHepatitisB, early);
    if (random.PerMille(500)) chart.Order(Item::kEntecavir, Back(chart, 500), kOngoing, {50, 1, 1});
  }
  if (traits.hepatitis_c) chart.Condition(Item::kHepatitisC, early, random.PerMille(500) ? AddDays(early, 800) : kOngoing);
  if (traits.hiv && random.PerMille(700)) chart.Condition(Item::kHiv, early);
  if (traits.syphilis && random.PerMille(400)) chart.Condition(Item::kSyphilis, early, AddDays(early, 60));
  if (traits.latent_tuberculosis && random.PerMille(500)) {
    const Date found = Back(chart, 900);
    chart.Condition(Item::kLatentTuberculosis, found);
    if (random.PerMille(600)) chart.Order(Item::kIsoniazid, found, AddDays(found, 180), {30000, 1, 1});
  }
  if (traits.liver && random.PerMille(150)) chart.Condition(Item::kCirrhosis, early);
  if (traits.iga_deficient && random.PerMille(400)) chart.Condition(Item::kImmunodeficiency, early);
  if (random.PerMille(age > 60 ? 450 : 130)) {
    chart.Condition(Item::kHypertension, early);
    if (random.PerMille(700)) chart.Order(Item::kLisinopril, AddDays(early, random.Between(0, 200)), kOngoing, {1000, 1, 1});
  }
  if (random.PerMille(age > 50 ? 120 : 25)) chart.Condition(Item::kType2Diabetes, early);
  if (random.PerMille(60)) chart.Condition(Item::kAntiphospholipidSyndrome, AddDays(chart.history().onset, random.Between(0, 900)));
  if (chart.history().disease != history::Disease::kControl && random.PerMille(50)) {
    const Item second = random.PerMille(500) ? Item::kSjogren : Item::kRheumatoidArthritis;
    chart.Condition(second, AddDays(chart.history().onset, random.Between(0, 900)));
  }
  if (random.PerMille(30)) chart.Condition(Item::kImmuneThrombocytopenia, Back(chart, 900));
  // The change of life at 51 or so.
  const int menopause = random.Bell(51, 3);
  if (chart.female() && age > menopause && random.PerMille(800))
    chart.Condition(Item::kMenopause, Add(chart.person().birth, Period{.months = 12 * menopause}));
}

}  // namespace eligo::generate
