#include "history/atoms.h"

#include <algorithm>

namespace eligo::history {
namespace {

using Test = Atom::Test;

constexpr Period Months(int n) { return {.months = n}; }
constexpr Period Days(int n) { return {.days = n}; }
constexpr Period kScreening = Days(28), kEver = Months(1200), kToday = {};

constexpr std::array<Atom, 27> kAtoms = {{
    {"mil62-sle", "inc-1", "age 18 to 80", Test::kAge, {}, 0, kToday, 18, 80},
    {"mil62-sle", "exc-2", "B-cell depleting agent", Test::kGiven, {Item::kRituximab, Item::kObinutuzumab}, 2, Months(9)},
    {"mil62-sle", "exc-3", "CD4+ < 200/uL", Test::kBelow, {Item::kCd4Count}, 1, kEver, 200},
    {"mil62-sle", "exc-4", "cyclophosphamide", Test::kGiven, {Item::kCyclophosphamide}, 1, Days(56)},
    {"mil62-sle", "exc-4", "plasma exchange", Test::kDone, {Item::kPlasmaExchange}, 1, Days(28)},
    {"mil62-sle", "exc-5", "belimumab or telitacicept", Test::kGiven, {Item::kBelimumab, Item::kTelitacicept}, 2, Days(56)},
    {"mil62-sle",
     "exc-6",
     "TNF, JAK or BTK inhibitor, thalidomide",
     Test::kGiven,
     {Item::kEtanercept, Item::kTofacitinib, Item::kZanubrutinib, Item::kThalidomide},
     4,
     Days(28)},
    {"mil62-sle",
     "exc-7",
     "live vaccine",
     Test::kGiven,
     {Item::kMmrVaccine, Item::kVaricellaVaccine, Item::kYellowFeverVaccine, Item::kZosterLiveVaccine},
     4,
     Days(28)},
    {"mil62-sle", "exc-10", "HCV antibody", Test::kPositive, {Item::kAntiHcv}, 1, kEver},
    {"mil62-sle", "exc-12", "pregnancy or breastfeeding", Test::kHas, {Item::kPregnancy, Item::kLactation}, 2, kToday},
    {"cc312-autoimmune", "inc-2", "age 18 to 65", Test::kAge, {}, 0, kToday, 18, 65},
    {"cc312-autoimmune", "exc-11", "IgA < 10 mg/dL", Test::kBelow, {Item::kIga}, 1, kEver, 10},
    {"cc312-autoimmune", "exc-12", "hemoglobin < 85 g/L", Test::kBelow, {Item::kHemoglobin}, 1, kScreening, 85},
    {"cc312-autoimmune", "exc-12", "leukocytes < 2.5", Test::kBelow, {Item::kLeukocytes}, 1, kScreening, 25},
    {"cc312-autoimmune", "exc-12", "platelets < 50", Test::kBelow, {Item::kPlatelets}, 1, kScreening, 50},
    {"cc312-autoimmune", "exc-14", "CAR-T cells", Test::kGiven, {Item::kCarT}, 1, Months(6)},
    {"cc312-autoimmune",
     "exc-26",
     "HIV, HBsAg, HCV or TP antibody",
     Test::kPositive,
     {Item::kHivAntibody, Item::kHbsag, Item::kAntiHcv, Item::kAntiTp},
     4,
     kScreening},
    {"relma-cel-sle",
     "exc-7",
     "infarction, unstable angina, ventricular arrhythmia",
     Test::kHas,
     {Item::kMyocardialInfarction, Item::kUnstableAngina, Item::kVentricularArrhythmia},
     3,
     Months(6)},
    {"relma-cel-sle", "exc-9", "CAR-T cells ever", Test::kGiven, {Item::kCarT}, 1, kEver},
    {"relma-cel-sle",
     "exc-12",
     "live vaccine",
     Test::kGiven,
     {Item::kMmrVaccine, Item::kVaricellaVaccine, Item::kYellowFeverVaccine, Item::kZosterLiveVaccine},
     4,
     Months(1)},
    {"telitacicept-like-sle", "exc-1", "urine protein > 6 g/24 h", Test::kAbove, {Item::kProteinuria24h}, 1, Days(56), 600},
    {"telitacicept-like-sle", "exc-1", "creatinine > 2.5 mg/dL", Test::kAbove, {Item::kCreatinine}, 1, Days(56), 250},
    {"telitacicept-like-sle", "exc-3", "ALT >= 2 x ULN", Test::kAbove, {Item::kAlt}, 1, kScreening, 79},
    {"telitacicept-like-sle", "exc-10", "rituximab or belimumab", Test::kGiven, {Item::kRituximab, Item::kBelimumab}, 2, Months(12)},
    {"telitacicept-like-sle",
     "exc-13",
     "interleukin-2, thalidomide, Tripterygium",
     Test::kGiven,
     {Item::kInterleukin2, Item::kThalidomide, Item::kTripterygium},
     3,
     Days(28)},
    {"telitacicept-like-sle", "exc-15", "depression", Test::kHas, {Item::kDepression}, 1, kToday},
    {"hn2301-sle", "inc-7", "LVEF < 40 %", Test::kBelow, {Item::kLvef}, 1, kScreening, 40},
}};

bool Names(const Atom& atom, Item item) {
  const auto end = atom.items.begin() + atom.count;
  return std::find(atom.items.begin(), end, item) != end;
}

bool Fits(Test test, const Event& event) {
  switch (test) {
    case Test::kBelow:
    case Test::kAbove: return event.kind == Kind::kResult && event.has_value;
    case Test::kPositive: return event.kind == Kind::kResult && event.answer != history::Answer::kNone;
    case Test::kGiven:
      return event.kind == Kind::kOrder || event.kind == Kind::kStatement || event.kind == Kind::kAdministration ||
             event.kind == Kind::kImmunization;
    case Test::kDone: return event.kind == Kind::kProcedure;
    case Test::kHas: return event.kind == Kind::kCondition;
    case Test::kAge: return false;
  }
  return false;
}

}  // namespace

std::span<const Atom> Atoms() { return kAtoms; }

Holds Decide(const Atom& atom, const History& history) {
  if (atom.test == Test::kAge) {
    const int age = CompletedYears(history.person.birth, history.as_of);
    return age >= atom.bound && age <= atom.to ? Holds::kYes : Holds::kNo;
  }
  const Date from = Add(history.as_of, -atom.back);
  const bool result = atom.test == Test::kBelow || atom.test == Test::kAbove || atom.test == Test::kPositive;
  Holds holds = result ? Holds::kAbsent : Holds::kNo;
  std::array<const Event*, kItems> latest{};
  for (const Event& event : history.events) {
    if (event.disputes || !Names(atom, event.item) || !Fits(atom.test, event) || event.end < from) continue;
    if (!result) return Holds::kYes;
    latest[static_cast<std::size_t>(event.item)] = &event;
  }
  for (const Item item : std::span(atom.items).first(static_cast<std::size_t>(atom.count))) {
    const Event* event = latest[static_cast<std::size_t>(item)];
    if (event == nullptr) continue;
    const bool yes = atom.test == Test::kBelow   ? event->value < atom.bound
                     : atom.test == Test::kAbove ? event->value > atom.bound
                                                 : event->answer == history::Answer::kPositive;
    if (yes) return Holds::kYes;
    holds = Holds::kNo;
  }
  return holds;
}

}  // namespace eligo::history
