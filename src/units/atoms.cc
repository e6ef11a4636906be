#include "units/atoms.h"

#include <cstdlib>

#include "base/result.h"
#include "units/ucum.h"

namespace eligo::units {
namespace {

enum class Sort : std::uint8_t {
  kPlain,
  kArbitrary,  // compared only with itself
  kLogarithm,  // likewise; a number on a scale
  kInexact     // a factor that no fraction of 64-bit integers holds
};

struct Definition {
  std::string_view symbol;
  Prefixes prefixes;
  std::string_view value;  // times
  std::string_view unit;   // UCUM, of symbols defined above
  Sort sort = Sort::kPlain;
};

constexpr auto kNone = Prefixes::kNone;
constexpr auto kSmall = Prefixes::kSmall;
constexpr auto kAll = Prefixes::kAll;

// In the order of definition. Values: SI brochure, international yard and pound, UCUM 2.2.
constexpr Definition kDefinitions[] = {
    // Numbers.
    {"10*", kNone, "10", "1"},
    {"10^", kNone, "10", "1"},
    {"[pi]", kNone, "0", "1", Sort::kInexact},
    {"%", kNone, "0.01", "1"},
    {"[ppth]", kNone, "1e-3", "1"},
    {"[ppm]", kNone, "1e-6", "1"},
    {"[ppb]", kNone, "1e-9", "1"},
    {"[pptr]", kNone, "1e-12", "1"},
    {"[HPF]", kNone, "1", "1"},
    {"[LPF]", kNone, "100", "1"},
    {"[hnsf'U]", kNone, "1", "1"},
    {"[NTU]", kNone, "1", "1"},
    // SI.
    {"sr", kAll, "1", "rad2"},
    {"Hz", kAll, "1", "s-1"},
    {"N", kAll, "1", "kg.m/s2"},
    {"Pa", kAll, "1", "N/m2"},
    {"J", kAll, "1", "N.m"},
    {"W", kAll, "1", "J/s"},
    {"A", kAll, "1", "C/s"},
    {"V", kAll, "1", "J/C"},
    {"F", kAll, "1", "C/V"},
    {"Ohm", kAll, "1", "V/A"},
    {"S", kAll, "1", "Ohm-1"},
    {"Wb", kAll, "1", "V.s"},
    {"lm", kAll, "1", "cd.sr"},
    {"Bq", kAll, "1", "s-1"},
    {"Gy", kAll, "1", "J/kg"},
    {"Sv", kAll, "1", "J/kg"},
    {"deg", kNone, "0", "rad", Sort::kInexact},
    {"l", kSmall, "1", "dm3"},
    {"L", kSmall, "1", "dm3"},
    // Time. A year is the Julian year of 365.25 days, a month a twelfth of it; windows use the calendar instead.
    {"min", kNone, "60", "s"},
    {"h", kNone, "60", "min"},
    {"d", kNone, "24", "h"},
    {"wk", kNone, "7", "d"},
    {"a_j", kNone, "365.25", "d"},
    {"a", kNone, "1", "a_j"},
    {"mo_j", kNone, "1", "a_j/12"},
    {"mo", kNone, "1", "mo_j"},
    // Mass, pressure, energy, older units of medicine.
    {"t", kAll, "1000", "kg"},
    {"bar", kAll, "1e5", "Pa"},
    {"atm", kNone, "101325", "Pa"},
    {"m[H2O]", kSmall, "9806.65", "Pa"},
    {"m[Hg]", kSmall, "133322", "Pa"},
    {"eV", kAll, "0", "J", Sort::kInexact},
    {"dyn", kAll, "1", "g.cm/s2"},
    {"erg", kAll, "1", "dyn.cm"},
    {"St", kAll, "1", "cm2/s"},
    {"Ci", kAll, "37e9", "Bq"},
    {"R", kAll, "2.58e-4", "C/kg"},
    {"RAD", kAll, "100", "erg/g"},
    {"REM", kAll, "1", "RAD"},
    {"cal", kAll, "4.184", "J"},
    {"cal_th", kAll, "4.184", "J"},
    {"[Cal]", kNone, "1", "kcal"},
    {"[g]", kAll, "9.80665", "m/s2"},
    {"[c]", kAll, "299792458", "m/s"},
    {"[ly]", kAll, "1", "[c].a_j"},
    {"Ao", kNone, "1", "dm/1000000000"},
    {"[PRU]", kNone, "1", "mm[Hg].s/mL"},
    {"[wood'U]", kNone, "1", "mm[Hg].min/L"},
    {"[diop]", kNone, "1", "/m"},
    {"[MET]", kNone, "3.5", "mL/min/kg"},
    {"[drp]", kNone, "0.05", "mL"},
    {"[Ch]", kNone, "1", "mm/3"},
    {"[S]", kNone, "1e-13", "s"},
    // Customary units.
    {"[in_i]", kNone, "2.54", "cm"},
    {"[ft_i]", kNone, "12", "[in_i]"},
    {"[yd_i]", kNone, "3", "[ft_i]"},
    {"[mi_i]", kNone, "5280", "[ft_i]"},
    {"[sin_i]", kNone, "1", "[in_i]2"},
    {"[sft_i]", kNone, "1", "[ft_i]2"},
    {"[syd_i]", kNone, "1", "[yd_i]2"},
    {"[in_i'Hg]", kNone, "0.0254", "m[Hg]"},
    {"[ft_us]", kNone, "1", "m.1200/3937"},
    {"[in_us]", kNone, "1", "[ft_us]/12"},
    {"[mi_us]", kNone, "5280", "[ft_us]"},
    {"[gal_us]", kNone, "231", "[in_i]3"},
    {"[qt_us]", kNone, "1", "[gal_us]/4"},
    {"[pt_us]", kNone, "1", "[qt_us]/2"},
    {"[cup_us]", kNone, "1", "[pt_us]/2"},
    {"[foz_us]", kNone, "1", "[cup_us]/8"},
    {"[tbs_us]", kNone, "1", "[foz_us]/2"},
    {"[tsp_us]", kNone, "1", "[tbs_us]/3"},
    {"[foz_m]", kNone, "30", "mL"},
    {"[cup_m]", kNone, "240", "mL"},
    {"[tsp_m]", kNone, "5", "mL"},
    {"[tbs_m]", kNone, "15", "mL"},
    {"[gal_br]", kNone, "4.54609", "L"},
    {"[qt_br]", kNone, "1", "[gal_br]/4"},
    {"[pt_br]", kNone, "1", "[qt_br]/2"},
    {"[foz_br]", kNone, "1", "[pt_br]/20"},
    {"[gr]", kNone, "64.79891", "mg"},
    {"[lb_av]", kNone, "7000", "[gr]"},
    {"[oz_av]", kNone, "1", "[lb_av]/16"},
    {"[stone_av]", kNone, "14", "[lb_av]"},
    {"[lbf_av]", kNone, "1", "[lb_av].[g]"},
    {"[psi]", kNone, "1", "[lbf_av]/[sin_i]"},
    {"[degR]", kNone, "5", "K/9"},
    // Chemistry. eq and osm count as mol in UCUM.
    {"eq", kSmall, "1", "mol"},
    {"osm", kSmall, "1", "mol"},
    {"kat", kAll, "1", "mol/s"},
    {"U", kAll, "1", "umol/min"},
    {"g%", kSmall, "1", "g/dL"},
    // Arbitrary units: never converted.
    {"[IU]", kAll, "1", "1", Sort::kArbitrary},
    {"[arb'U]", kNone, "1", "1", Sort::kArbitrary},
    {"[USP'U]", kNone, "1", "1", Sort::kArbitrary},
    {"[GPL'U]", kNone, "1", "1", Sort::kArbitrary},
    {"[MPL'U]", kNone, "1", "1", Sort::kArbitrary},
    {"[APL'U]", kNone, "1", "1", Sort::kArbitrary},
    {"[beth'U]", kNone, "1", "1", Sort::kArbitrary},
    {"[anti'Xa'U]", kNone, "1", "1", Sort::kArbitrary},
    {"[todd'U]", kNone, "1", "1", Sort::kArbitrary},
    {"[dye'U]", kNone, "1", "1", Sort::kArbitrary},
    {"[smgy'U]", kNone, "1", "1", Sort::kArbitrary},
    {"[bdsk'U]", kNone, "1", "1", Sort::kArbitrary},
    {"[ka'U]", kNone, "1", "1", Sort::kArbitrary},
    {"[knk'U]", kNone, "1", "1", Sort::kArbitrary},
    {"[mclg'U]", kNone, "1", "1", Sort::kArbitrary},
    {"[tb'U]", kNone, "1", "1", Sort::kArbitrary},
    {"[CCID_50]", kNone, "1", "1", Sort::kArbitrary},
    {"[TCID_50]", kNone, "1", "1", Sort::kArbitrary},
    {"[EID_50]", kNone, "1", "1", Sort::kArbitrary},
    {"[PFU]", kNone, "1", "1", Sort::kArbitrary},
    {"[FFU]", kNone, "1", "1", Sort::kArbitrary},
    {"[CFU]", kNone, "1", "1", Sort::kArbitrary},
    {"[BAU]", kNone, "1", "1", Sort::kArbitrary},
    {"[AU]", kNone, "1", "1", Sort::kArbitrary},
    {"[PNU]", kNone, "1", "1", Sort::kArbitrary},
    {"[Lf]", kNone, "1", "1", Sort::kArbitrary},
    {"[FEU]", kNone, "1", "1", Sort::kArbitrary},
    {"[ELU]", kNone, "1", "1", Sort::kArbitrary},
    {"[EU]", kNone, "1", "1", Sort::kArbitrary},
    // Scales.
    {"[pH]", kNone, "1", "1", Sort::kLogarithm},
    {"Np", kSmall, "1", "1", Sort::kLogarithm},
    {"B", kSmall, "1", "1", Sort::kLogarithm},
    {"B[SPL]", kSmall, "1", "1", Sort::kLogarithm},
    {"B[V]", kSmall, "1", "1", Sort::kLogarithm},
    {"B[mV]", kSmall, "1", "1", Sort::kLogarithm},
    {"B[uV]", kSmall, "1", "1", Sort::kLogarithm},
    {"B[10.nV]", kSmall, "1", "1", Sort::kLogarithm},
    {"B[W]", kSmall, "1", "1", Sort::kLogarithm},
};

struct BaseUnit {
  std::string_view symbol;
  Base base;
  Prefixes prefixes;
};
constexpr BaseUnit kBaseUnits[] = {{"m", kMetre, kSmall}, {"g", kGram, kSmall},  {"s", kSecond, kAll},   {"mol", kMole, kSmall},
                                   {"K", kKelvin, kAll},  {"C", kCoulomb, kAll}, {"cd", kCandela, kAll}, {"rad", kRadian, kAll}};

Atom Define(const Definition& d, const AtomTable& above) {
  Atom atom;
  atom.prefixes = d.prefixes;
  const std::optional<Product> unit = ReadUcum(d.unit, above);
  CHECK(unit.has_value());
  atom.product = *unit;
  atom.product.factor.reset();
  if (d.sort == Sort::kInexact) return atom;
  const std::optional<Rational> value = Rational::Parse(d.value);
  CHECK(value.has_value() && unit->factor.has_value());
  atom.product.factor = Multiply(*value, *unit->factor);
  CHECK(atom.product.factor.has_value());
  if (d.sort == Sort::kArbitrary || d.sort == Sort::kLogarithm) atom.product.arbitrary[std::string(d.symbol)] = 1;
  return atom;
}

// factor: kelvin per degree; offset: kelvin at the scale's zero.
Atom Temperature(Rational factor, Rational offset, Prefixes prefixes) {
  Atom atom;
  atom.prefixes = prefixes;
  atom.product.factor = factor;
  atom.product.offset = offset;
  atom.product.dimension[kKelvin] = 1;
  return atom;
}

}  // namespace

AtomTable::AtomTable() {
  for (const BaseUnit& b : kBaseUnits) {
    Atom atom;
    atom.prefixes = b.prefixes;
    atom.product.dimension[b.base] = 1;
    atom.product.substance = b.base == kMole;
    atoms_.emplace(b.symbol, atom);
  }
  for (const Definition& d : kDefinitions) atoms_.emplace(d.symbol, Define(d, *this));
  atoms_.emplace("[iU]", atoms_.at("[IU]"));
  atoms_.emplace("Cel", Temperature(1, *Rational::Of(27315, 100), kAll));
  atoms_.emplace("[degF]", Temperature(*Rational::Of(5, 9), *Rational::Of(45967 * 5, 900), kNone));
}

const AtomTable& AtomTable::Get() {
  static const AtomTable kTable;
  return kTable;
}

const Atom* AtomTable::Find(std::string_view symbol) const {
  const auto found = atoms_.find(symbol);
  return found == atoms_.end() ? nullptr : &found->second;
}

const std::array<Prefix, 20>& AllPrefixes() {
  static constexpr std::array<Prefix, 20> kPrefixes{{{"da", "10"},        {"d", "0.1"},        {"c", "0.01"},       {"m", "1e-3"},
                                                     {"u", "1e-6"},       {"n", "1e-9"},       {"p", "1e-12"},      {"f", "1e-15"},
                                                     {"a", "1e-18"},      {"z", "1e-21"},      {"y", "1e-24"},      {"h", "100"},
                                                     {"k", "1000"},       {"M", "1e6", true},  {"G", "1e9", true},  {"T", "1e12", true},
                                                     {"P", "1e15", true}, {"E", "1e18", true}, {"Z", "1e21", true}, {"Y", "1e24", true}}};
  return kPrefixes;
}

bool MultiplyInto(Product& product, const Product& other, int power) {
  product.offset = 0;
  product.substance |= other.substance && power != 0;
  for (std::size_t i = 0; i < product.dimension.size(); ++i) {
    const int sum = product.dimension[i] + other.dimension[i] * power;
    if (std::abs(sum) > 100) return false;
    product.dimension[i] = static_cast<std::int8_t>(sum);
  }
  for (const auto& [name, own] : other.arbitrary) {
    const int sum = product.arbitrary[name] += own * power;
    if (std::abs(sum) > 100) return false;
    if (sum == 0) product.arbitrary.erase(name);
  }
  for (int i = 0; i < std::abs(power) && product.factor; ++i) {
    if (!other.factor) {
      product.factor.reset();
    } else {
      product.factor = power > 0 ? Multiply(*product.factor, *other.factor) : Divide(*product.factor, *other.factor);
    }
  }
  return true;
}

}  // namespace eligo::units
