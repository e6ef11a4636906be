#include <array>

#include "generate/work_up.h"

namespace eligo::generate {
namespace {

using history::Disease;
using history::Item;
using What = NearMiss::What;

constexpr bool kNo = false, kYes = true;

// The bounds of examples/protocols. `in` is the last value on the side that lets in.
constexpr std::array<NearMiss, 34> kNearMisses = {{
    {"cc312, telitacicept-like: hemoglobin < 85 g/L", What::kResult, Item::kHemoglobin, 85, 84, kYes, kYes, kYes},
    {"hn2301: hemoglobin >= 80 g/L", What::kResult, Item::kHemoglobin, 80, 79},
    {"cc312, telitacicept-like: leukocytes < 2.5", What::kResult, Item::kLeukocytes, 25, 24, kYes, kYes, kYes},
    {"cc312, telitacicept-like: platelets < 50", What::kResult, Item::kPlatelets, 50, 49, kYes, kYes, kYes},
    {"hn2301: neutrophils >= 1.5", What::kResult, Item::kNeutrophils, 15, 14},
    {"hn2301: lymphocytes >= 0.8", What::kResult, Item::kLymphocytes, 8, 7},
    {"cc312: ALT > 2 x ULN", What::kResult, Item::kAlt, 80, 81, kYes, kNo, kYes},
    {"telitacicept-like: ALT >= 2 x ULN", What::kResult, Item::kAlt, 79, 80},
    {"hn2301, relma-cel: ALT <= 2.5 x ULN", What::kResult, Item::kAlt, 100, 101},
    {"hn2301, relma-cel: bilirubin < 2.0 mg/dL", What::kResult, Item::kBilirubinTotal, 19, 20},
    {"cc312, telitacicept-like: creatinine > 2.5 mg/dL", What::kResult, Item::kCreatinine, 250, 251},
    {"telitacicept-like: measured creatinine clearance < 30 mL/min", What::kResult, Item::kCreatinineClearanceMeasured, 30, 29},
    {"cc312, telitacicept-like: urine protein > 6 g/24 h", What::kResult, Item::kProteinuria24h, 600, 601},
    {"cc312: IgA < 10 mg/dL", What::kResult, Item::kIga, 10, 9, kYes, kYes, kYes},
    {"mil62: CD4+ < 200/uL", What::kResult, Item::kCd4Count, 200, 199},
    {"hn2301, relma-cel: LVEF >= 40 %", What::kResult, Item::kLvef, 40, 39},
    {"hn2301, relma-cel: SpO2 >= 92 %", What::kResult, Item::kSpo2, 92, 91},
    {"mil62: SLEDAI-2K >= 8", What::kSledai, Item::kSledai2k, 8, 7},
    {"cc312, relma-cel: SLEDAI >= 7", What::kSledai, Item::kSledai2k, 7, 6},
    {"hn2301: SLEDAI-2K >= 6", What::kSledai, Item::kSledai2k, 6, 5},
    {"mil62: ANA >= 1:80", What::kTitre, Item::kAna, 80, 40},
    {"mil62: rituximab within 9 months", What::kInfusion, Item::kRituximab, 280, 270},
    {"telitacicept-like: rituximab within 12 months", What::kInfusion, Item::kRituximab, 368, 362},
    {"cc312: rituximab within 1 month", What::kInfusion, Item::kRituximab, 62, 25},
    {"mil62: belimumab within 8 weeks", What::kInfusion, Item::kBelimumab, 57, 55},
    {"mil62: cyclophosphamide within 8 weeks", What::kInfusion, Item::kCyclophosphamide, 57, 55},
    {"cc312: anifrolumab within 3 months", What::kInfusion, Item::kAnifrolumab, 150, 80},
    {"mil62: tofacitinib within 4 weeks", What::kCourseEnd, Item::kTofacitinib, 29, 27},
    {"mil62, telitacicept-like: live vaccine within 28 days", What::kVaccine, Item::kZosterLiveVaccine, 29, 28, kYes, kNo, kYes},
    {"mil62: another trial within 28 days", What::kTrialEnd, Item::kClinicalTrial, 29, 28},
    {"cc312, telitacicept-like: age 18 to 65", What::kAge, Item::kLupus, 65, 66, kYes, kYes, kYes},
    {"mil62: age 18 to 80", What::kAge, Item::kLupus, 80, 81},
    {"cc312: mRSS 15 to 30", What::kResult, Item::kMrss, 30, 31, kNo, kNo, kYes},
    {"cc312: MMT-8 <= 141", What::kResult, Item::kMmt8, 141, 142, kNo, kYes, kNo},
}};

bool Suits(const NearMiss& miss, Disease disease) {
  switch (disease) {
    case Disease::kLupus:
    case Disease::kLupusNephritis: return miss.lupus;
    case Disease::kMyositis: return miss.myositis;
    case Disease::kSclerosis: return miss.sclerosis;
    case Disease::kControl: return false;
  }
  return false;
}

}  // namespace

std::span<const NearMiss> NearMisses() { return kNearMisses; }

const NearMiss& PickNearMiss(Disease disease, Random& random) {
  for (;;) {
    const NearMiss& miss = random.Pick(kNearMisses);
    if (Suits(miss, disease)) return miss;
  }
}

Manifestations ItemsOf(int total) {
  Manifestations items = 0;
  constexpr std::array<Item, 8> kParts = {Item::kSledaiItemArthritis, Item::kSledaiItemRash,       Item::kSledaiItemMucosalUlcers,
                                          Item::kSledaiItemPleurisy,  Item::kSledaiItemComplement, Item::kSledaiItemPericarditis,
                                          Item::kSledaiItemFever,     Item::kSledaiItemLeukopenia};
  for (const Item item : kParts) {
    const int more = SledaiTotal(items | Bit(item));
    if (more <= total) items |= Bit(item);
  }
  return items;
}

void AddMoved(Chart& chart, const Moved& moved) {
  if (moved.miss == nullptr) return;
  const Date day = AddDays(chart.last(), -static_cast<int>(moved.value()));
  switch (moved.miss->what) {
    case What::kInfusion: {
      const Item drug = moved.miss->item;
      const int amount = drug == Item::kRituximab ? 100000 : drug == Item::kBelimumab ? 60000 : drug == Item::kAnifrolumab ? 30000 : 50000;
      chart.Infusion(drug, day, amount);
      break;
    }
    case What::kCourseEnd: chart.Order(moved.miss->item, AddDays(day, -120), day, {500, 2, 1}); break;
    case What::kVaccine: chart.Vaccine(moved.miss->item, day); break;
    case What::kTrialEnd: chart.Trial(AddDays(day, -200), day); break;
    default: break;
  }
}

}  // namespace eligo::generate
