#include "generate/body.h"

#include <algorithm>
#include <array>

namespace eligo::generate {

using history::Disease;
using history::Item;

int SledaiTotal(Manifestations items) {
  constexpr std::array<int, kSledaiItems> kWeights = {8, 8, 8, 8, 8, 8, 8, 8, 4, 4, 4, 4, 4, 4, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1};
  int total = 0;
  for (unsigned i = 0; i < kSledaiItems; ++i)
    if ((items >> i & 1U) != 0) total += kWeights[i];
  return total;
}

Traits MakeTraits(Chart& chart, Disease disease) {
  Random& random = chart.random();
  const bool lupus = disease == Disease::kLupus || disease == Disease::kLupusNephritis;
  Traits traits;
  traits.hemoglobin = random.Bell(chart.female() ? 128 : 144, 8);
  traits.weight = random.Bell(chart.female() ? 640 : 790, 90);
  traits.height = random.Bell(chart.female() ? 165 : 178, 6);
  // ANA is positive in nearly all lupus and sclerosis, anti-dsDNA in two thirds and anti-Sm in a quarter of lupus [G].
  constexpr std::array<int, 6> kTitres = {80, 160, 320, 640, 1280, 2560};
  const int positive = lupus ? 960 : disease == Disease::kSclerosis ? 930 : disease == Disease::kMyositis ? 650 : 150;
  traits.ana = random.PerMille(positive) ? (random.PerMille(60) ? 40 : random.Pick(kTitres)) : 0;
  traits.binds_dna = random.PerMille(lupus ? 680 : 15);
  traits.binds_sm = random.PerMille(lupus ? 250 : 10);
  traits.consumes_complement = random.PerMille(lupus ? 650 : 20);
  traits.kidney_damage = random.PerMille(disease == Disease::kLupusNephritis ? 130 : 25);
  traits.liver = random.PerMille(35);
  traits.gilbert = random.PerMille(40);
  traits.ejection_fraction = random.PerMille(25) ? random.Between(28, 44) : random.Bell(62, 4);
  // Rates of infections: chosen so that every criterion is met by some, not measured in any population.
  traits.hepatitis_b = random.PerMille(25);
  traits.hepatitis_b_past = !traits.hepatitis_b && random.PerMille(70);
  traits.hepatitis_c = random.PerMille(20);
  traits.hiv = random.PerMille(15);
  traits.syphilis = random.PerMille(15);
  traits.latent_tuberculosis = random.PerMille(45);
  traits.iga_deficient = random.PerMille(15);
  return traits;
}

namespace {

bool Has(const State& state, Item item) { return (state.items & Bit(item)) != 0; }

int Protein(const State& state, Random& random) {  // mg in 24 h, about mg per g of creatinine
  if (state.nephrotic) return random.Between(3500, 8200);
  return Has(state, Item::kSledaiItemProteinuria) ? random.Between(600, 3400) : random.Between(40, 150);
}

}  // namespace

State Today(State state, Random& random) {
  constexpr int kLowest = 31, kLowestOfPlain = 46;
  state.leukocytes = Has(state, Item::kSledaiItemLeukopenia)
                         ? random.Between(19, 29)
                         : std::max(state.plain ? kLowestOfPlain : kLowest, random.Bell(62 + (state.infected ? 50 : 0), 14));
  return state;
}

std::int64_t Measure(Item item, const Traits& traits, const State& state, Random& random) {
  const bool severe = state.activity == 2;
  switch (item) {
    case Item::kHemoglobin:
      return std::max(62, random.Bell(traits.hemoglobin - 9 * state.activity - (state.pregnant ? 12 : 0) -
                                          (severe && !state.plain && random.PerMille(140) ? 26 : 0),
                                      5));
    case Item::kLeukocytes: return state.leukocytes;
    case Item::kNeutrophils: return state.leukocytes * random.Between(55, 68) / 100;
    case Item::kLymphocytes: return state.leukocytes * random.Between(state.plain ? 22 : 14, 30) / 100;
    case Item::kPlatelets:
      return Has(state, Item::kSledaiItemThrombocytopenia) ? random.Between(28, 99) : std::max(105, random.Bell(248, 50));
    case Item::kCreatinine:
      return traits.kidney_damage ? random.Between(140, 330) : std::max(42, random.Bell(75 + (state.nephrotic ? 35 : 0), 11));
    case Item::kCreatinineClearanceMeasured: return traits.kidney_damage ? random.Between(18, 55) : std::max(58, random.Bell(100, 14));
    case Item::kAlt: return (traits.liver ? random.Between(48, 190) : std::max(8, random.Bell(23, 7))) + 25 * state.muscle;
    case Item::kAst: return (traits.liver ? random.Between(44, 150) : std::max(9, random.Bell(22, 6))) + 28 * state.muscle;
    case Item::kBilirubinTotal: return traits.gilbert ? random.Between(13, 31) : random.Between(3, 11);
    case Item::kInr: return random.PerMille(30) ? random.Between(185, 310) : random.Between(94, 112);
    case Item::kAptt: return random.PerMille(40) ? random.Between(560, 720) : random.Between(262, 355);
    case Item::kIga: return traits.iga_deficient ? random.Between(2, 9) : std::max(45, random.Bell(225, 60));
    case Item::kCd4Count: return random.PerMille(60) ? random.Between(95, 199) : std::max(205, random.Bell(620, 190));
    case Item::kBCellCount: return state.depleted ? random.Between(0, 9) : std::max(30, random.Bell(190, 65));
    case Item::kC3: return Has(state, Item::kSledaiItemComplement) ? random.Between(45, 84) : random.Between(94, 150);
    case Item::kC4: return Has(state, Item::kSledaiItemComplement) ? random.Between(3, 9) : random.Between(13, 34);
    case Item::kProteinuria24h: return (Protein(state, random) + 5) / 10;
    case Item::kUpcr: return Protein(state, random);
    case Item::kAntiDsdna: return Has(state, Item::kSledaiItemDna) ? random.Between(45, 290) : random.Between(2, 26);
    case Item::kCreatineKinase: return state.muscle > 0 ? random.Between(150, 900) * state.muscle : std::max(35, random.Bell(95, 28));
    case Item::kAldolase: return state.muscle > 0 ? random.Between(60, 90) + 25 * state.muscle : random.Between(20, 68);
    case Item::kLdh: return state.muscle > 0 ? random.Between(210, 280) + 60 * state.muscle : random.Between(135, 240);
    case Item::kHbvDna: return traits.hepatitis_b ? random.Between(1, 60) * 400 : 20;
    case Item::kLvef: return traits.ejection_fraction;
    case Item::kSpo2: return random.PerMille(30) ? random.Between(86, 91) : random.Between(94, 99);
    case Item::kFvcPercent: return std::max(38, random.Bell(86, 13));
    case Item::kWeight: return std::max(400, random.Bell(traits.weight, 12));
    case Item::kHeight: return traits.height;
    case Item::kCrp:
      return state.infected                          ? random.Between(400, 1900)
             : Has(state, Item::kSledaiItemPleurisy) ? random.Between(120, 480)
                                                     : random.Between(5, 85);
    default: return 0;
  }
}

std::string_view TitreText(int titre) {
  switch (titre) {
    case 40: return "1:40";
    case 80: return "1:80";
    case 160: return "1:160";
    case 320: return "1:320";
    case 640: return "1:640";
    case 1280: return "1:1280";
    case 2560: return "1:2560";
    default: return "<1:40";
  }
}

}  // namespace eligo::generate
