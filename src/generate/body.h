// Body: what a patient is made of, and what a laboratory would find on a day.
//
// Traits stay for life, a State is the day's. Values are in the chart's first unit, scaled by the item's digits.
// Effects of disease on results are general knowledge [G]: directions and sizes are plausible, not fitted to any cohort.
#pragma once

#include <cstdint>

#include "generate/chart.h"

namespace eligo::generate {

inline constexpr int kSledaiItems = 24;

// A set of SLEDAI items, bit i for the i-th in the order of Item.
using Manifestations = std::uint32_t;
constexpr Manifestations Bit(history::Item item) {
  return Manifestations{1} << (static_cast<unsigned>(item) - static_cast<unsigned>(history::Item::kSledaiItemSeizure));
}
// Weights of SLEDAI-2K: Gladman 2002, J Rheumatol 29:288 [G: from the instrument as commonly printed].
int SledaiTotal(Manifestations items);
inline constexpr Manifestations kSerology = Bit(history::Item::kSledaiItemComplement) | Bit(history::Item::kSledaiItemDna);

struct Traits {
  int hemoglobin = 126;
  int weight = 620;  // hundred grams
  int height = 166;
  int ana = 160;  // the titre; 0: negative
  bool binds_dna = false, binds_sm = false, consumes_complement = false;
  bool kidney_damage = false, liver = false, gilbert = false;
  int ejection_fraction = 62;
  bool hepatitis_b = false, hepatitis_b_past = false, hepatitis_c = false, hiv = false, syphilis = false, latent_tuberculosis = false;
  bool iga_deficient = false;
};
Traits MakeTraits(Chart& chart, history::Disease disease);

struct State {
  Manifestations items = 0;
  int activity = 0;  // 0 quiet, 1 mild, 2 severe
  int muscle = 0;    // 0 none .. 3: myositis
  bool nephrotic = false;
  bool infected = false;
  bool pregnant = false;
  bool depleted = false;  // of B cells
  bool plain = false;     // a near miss: no other result stands beyond a bound
  int leukocytes = 0;     // of the day (Today), tenths of 10*9/L
};

// The state with what several results of one day have in common.
State Today(State state, Random& random);
// A measurement's value on that day; only for items with a number.
std::int64_t Measure(history::Item item, const Traits& traits, const State& state, Random& random);
// "1:160"; "<1:40" for 0.
std::string_view TitreText(int titre);

}  // namespace eligo::generate
