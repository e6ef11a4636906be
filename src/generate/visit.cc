#include "generate/visit.h"

namespace eligo::generate {
namespace {

using history::Disease;
using history::Item;

Item SledaiItem(unsigned index) { return static_cast<Item>(static_cast<unsigned>(Item::kSledaiItemSeizure) + index); }

// BILAG-2004: A severe, B moderate, C mild, D past, E never. Which manifestation makes which letter is a coarse reading of the
// instrument (Isenberg 2005, Rheumatology 44:902) [G].
void Bilag(Chart& chart, Manifestations items, Date day) {
  Random& random = chart.random();
  const auto any = [&](std::initializer_list<Item> wanted) {
    for (const Item item : wanted)
      if ((items & Bit(item)) != 0) return true;
    return false;
  };
  const auto letter = [&](Item domain, bool present, int severe_per_mille, std::string_view usual) {
    const std::string_view silent = random.PerMille(300) ? "D" : "E";
    chart.Worded(domain, day, !present ? silent : random.PerMille(severe_per_mille) ? "A" : usual);
  };
  letter(Item::kBilagConstitutional, any({Item::kSledaiItemFever}), 0, "B");
  letter(Item::kBilagMucocutaneous, any({Item::kSledaiItemRash, Item::kSledaiItemAlopecia, Item::kSledaiItemMucosalUlcers}), 120, "B");
  letter(Item::kBilagNeuropsychiatric,
         any({Item::kSledaiItemSeizure, Item::kSledaiItemPsychosis, Item::kSledaiItemOrganicBrainSyndrome,
              Item::kSledaiItemVisualDisturbance, Item::kSledaiItemCranialNerve, Item::kSledaiItemLupusHeadache, Item::kSledaiItemCva}),
         800, "B");
  letter(Item::kBilagMusculoskeletal, any({Item::kSledaiItemArthritis, Item::kSledaiItemMyositis}), 100, "B");
  letter(Item::kBilagCardiorespiratory, any({Item::kSledaiItemPleurisy, Item::kSledaiItemPericarditis}), 100, "B");
  letter(Item::kBilagGastrointestinal, false, 0, "C");
  letter(Item::kBilagOphthalmic, any({Item::kSledaiItemVisualDisturbance}), 200, "B");
  letter(Item::kBilagRenal, any({Item::kSledaiItemProteinuria, Item::kSledaiItemUrinaryCasts}), 600, "B");
  letter(Item::kBilagHaematological, any({Item::kSledaiItemThrombocytopenia, Item::kSledaiItemLeukopenia}), 100, "C");
}

}  // namespace

void RoutineVisit(Chart& chart, Disease disease, const Traits& traits, const State& before, Date day) {
  Random& random = chart.random();
  const State state = Today(before, random);
  const auto measure = [&](Item item) { chart.Result(item, day, Measure(item, traits, state, random)); };
  for (const Item item : {Item::kHemoglobin, Item::kLeukocytes, Item::kPlatelets, Item::kCreatinine, Item::kAlt}) measure(item);
  if (disease == Disease::kLupus || disease == Disease::kLupusNephritis) {
    if (random.PerMille(disease == Disease::kLupusNephritis ? 850 : 250)) measure(Item::kUpcr);
    if (random.PerMille(350)) {
      measure(Item::kC3);
      measure(Item::kC4);
      measure(Item::kAntiDsdna);
    }
  }
  if (disease == Disease::kMyositis) measure(Item::kCreatineKinase);
  if (random.PerMille(250)) measure(Item::kCrp);
}

void LupusActivity(Chart& chart, Manifestations items, Date day, Instruments instruments, bool with_items) {
  const int total = SledaiTotal(items);
  chart.Result(Item::kSledai2k, day, total);
  if (instruments == Instruments::kAll) {
    chart.Result(Item::kSelenaSledai, day, total);
    chart.Result(Item::kClinicalSelenaSledai, day, SledaiTotal(items & ~kSerology));
    chart.Result(Item::kSelena2k, day, total);
    Bilag(chart, items, day);
  }
  if (!with_items) return;
  for (unsigned i = 0; i < kSledaiItems; ++i) {
    const Manifestations one = Manifestations{1} << i;
    chart.Result(SledaiItem(i), day, SledaiTotal(items & one));
  }
}

}  // namespace eligo::generate
