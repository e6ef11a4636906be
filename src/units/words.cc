// The words of spelling.h: a table, and the rules for what is written in capitals or with a prefix.
#include <algorithm>
#include <cctype>
#include <unordered_map>

#include "units/spelling.h"
#include "units/ucum.h"

namespace eligo::units {
namespace {

using Words = std::unordered_map<std::string_view, std::string_view>;

// Lower case -> UCUM.
const Words& Table() {
  static const Words kWords{
      // Mass, volume, length, short times.
      {"mcg", "ug"},
      {"msec", "ms"},
      {"msecs", "ms"},
      {"millisecond", "ms"},
      {"milliseconds", "ms"},
      {"mcgs", "ug"},
      {"microgram", "ug"},
      {"micrograms", "ug"},
      {"mgs", "mg"},
      {"milligram", "mg"},
      {"milligrams", "mg"},
      {"mgm", "mg"},
      {"gm", "g"},
      {"gms", "g"},
      {"gr", "g"},
      {"gram", "g"},
      {"grams", "g"},
      {"kgs", "kg"},
      {"kilo", "kg"},
      {"kilogram", "kg"},
      {"kilograms", "kg"},
      {"kilos", "kg"},
      {"nanogram", "ng"},
      {"nanograms", "ng"},
      {"picogram", "pg"},
      {"picograms", "pg"},
      {"lb", "[lb_av]"},
      {"lbs", "[lb_av]"},
      {"pound", "[lb_av]"},
      {"pounds", "[lb_av]"},
      {"oz", "[oz_av]"},
      {"ounce", "[oz_av]"},
      {"ounces", "[oz_av]"},
      {"mcl", "uL"},
      {"microliter", "uL"},
      {"microliters", "uL"},
      {"microlitre", "uL"},
      {"microlitres", "uL"},
      {"milliliter", "mL"},
      {"milliliters", "mL"},
      {"millilitre", "mL"},
      {"millilitres", "mL"},
      {"mls", "mL"},
      {"cc", "mL"},
      {"ccm", "mL"},
      {"deciliter", "dL"},
      {"decilitre", "dL"},
      {"liter", "L"},
      {"liters", "L"},
      {"litre", "L"},
      {"litres", "L"},
      {"lt", "L"},
      {"ltr", "L"},
      {"cumm", "mm3"},
      {"cmm", "mm3"},
      {"sqm", "m2"},
      {"in", "[in_i]"},
      {"inch", "[in_i]"},
      {"inches", "[in_i]"},
      {"ft", "[ft_i]"},
      {"foot", "[ft_i]"},
      {"feet", "[ft_i]"},
      {"meter", "m"},
      {"meters", "m"},
      {"metre", "m"},
      {"metres", "m"},
      {"millimeter", "mm"},
      {"millimeters", "mm"},
      {"millimetre", "mm"},
      {"millimetres", "mm"},
      {"centimeter", "cm"},
      {"centimeters", "cm"},
      {"centimetre", "cm"},
      {"centimetres", "cm"},
      // Amount and activity.
      {"mcmol", "umol"},
      {"micromol", "umol"},
      {"micromole", "umol"},
      {"micromoles", "umol"},
      {"mmole", "mmol"},
      {"mmoles", "mmol"},
      {"mmols", "mmol"},
      {"millimole", "mmol"},
      {"millimoles", "mmol"},
      {"mole", "mol"},
      {"moles", "mol"},
      {"meqs", "meq"},
      {"milliequivalents", "meq"},
      {"osmol", "osm"},
      {"mosmol", "mosm"},
      {"mosmole", "mosm"},
      {"iu", "[IU]"},
      {"ui", "[IU]"},
      {"unit", "U"},
      {"units", "U"},
      {"enzyme unit", "U"},
      {"au", "[arb'U]"},
      {"arb", "[arb'U]"},
      {"ru", "[arb'U]{RU}"},
      {"cu", "[arb'U]{CU}"},
      {"sgu", "[arb'U]{SGU}"},
      {"smu", "[arb'U]{SMU}"},
      {"sau", "[arb'U]{SAU}"},
      {"elu", "[ELU]"},
      {"bau", "[BAU]"},
      {"feu", "{FEU}"},
      {"gpl", "[GPL'U]"},
      {"gplu", "[GPL'U]"},
      {"gpl-u", "[GPL'U]"},
      {"mpl", "[MPL'U]"},
      {"mplu", "[MPL'U]"},
      {"mpl-u", "[MPL'U]"},
      {"apl", "[APL'U]"},
      {"aplu", "[APL'U]"},
      {"apl-u", "[APL'U]"},
      {"pfu", "[PFU]"},
      {"cfu", "[CFU]"},
      {"bu", "[beth'U]"},
      // Time.
      {"sec", "s"},
      {"secs", "s"},
      {"second", "s"},
      {"seconds", "s"},
      {"mins", "min"},
      {"minute", "min"},
      {"minutes", "min"},
      {"hr", "h"},
      {"hrs", "h"},
      {"hour", "h"},
      {"hours", "h"},
      {"day", "d"},
      {"days", "d"},
      {"week", "wk"},
      {"weeks", "wk"},
      {"wks", "wk"},
      {"month", "mo"},
      {"months", "mo"},
      {"mos", "mo"},
      {"mth", "mo"},
      {"mths", "mo"},
      {"y", "a"},
      {"yr", "a"},
      {"yrs", "a"},
      {"year", "a"},
      {"years", "a"},
      {"annum", "a"},
      // Numbers.
      {"percent", "%"},
      {"percentage", "%"},
      {"pct", "%"},
      {"ppm", "[ppm]"},
      {"ppb", "[ppb]"},
      {"hpf", "[HPF]"},
      {"lpf", "[LPF]"},
      {"ratio", "{ratio}"},
      {"index", "{index}"},
      {"titer", "{titer}"},
      {"titre", "{titer}"},
      {"score", "{score}"},
      {"points", "{score}"},
      {"point", "{score}"},
      {"inr", "{INR}"},
      {"s/co", "{s_co_ratio}"},
      {"isr", "{ISR}"},
      {"od", "{OD}"},
      {"cell", "{cells}"},
      {"cells", "{cells}"},
      {"cel", "{cells}"},
      {"platelets", "{plt}"},
      {"plt", "{plt}"},
      {"rbc", "{RBC}"},
      {"rbcs", "{RBC}"},
      {"wbc", "{WBC}"},
      {"wbcs", "{WBC}"},
      {"leukocytes", "{WBC}"},
      {"erythrocytes", "{RBC}"},
      {"#", "{#}"},
      {"no", "{#}"},
      {"number", "{#}"},
      {"count", "{#}"},
      {"counts", "{#}"},
      {"copies", "{copies}"},
      {"copy", "{copies}"},
      {"cps", "{copies}"},
      {"cp", "{copies}"},
      {"beats", "{beats}"},
      {"breaths", "{breaths}"},
      {"cr", "{creat}"},
      {"crea", "{creat}"},
      {"creat", "{creat}"},
      {"creatinine", "{creat}"},
      {"hgb", "{hgb}"},
      {"hb", "{hgb}"},
      {"bw", "{body_wt}"},
      {"body_weight", "{body_wt}"},
      {"casts", "{casts}"},
      {"cast", "{casts}"},
      {"tablet", "{tbl}"},
      {"tablets", "{tbl}"},
      {"tab", "{tbl}"},
      {"tabs", "{tbl}"},
      {"capsule", "{capsule}"},
      {"capsules", "{capsule}"},
      {"cap", "{capsule}"},
      {"caps", "{capsule}"},
      {"puff", "{puff}"},
      {"puffs", "{puff}"},
      {"dose", "{dose}"},
      {"doses", "{dose}"},
      {"drop", "[drp]"},
      {"drops", "[drp]"},
      {"kcals", "kcal"},
      {"calories", "cal"},
  };
  return kWords;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

// "mIU", "uIU", "MIU" per volume in capitals, "kU": a prefix before a unit of activity. Large prefixes are not read here.
std::optional<std::string> Activity(std::string_view lower) {
  for (const std::string_view ending : {std::string_view("iu"), std::string_view("ui")}) {
    if (!lower.ends_with(ending) || lower.size() > 4) continue;
    const std::string_view prefix = lower.substr(0, lower.size() - 2);
    if (prefix == "mc" || prefix == "u") return "u[IU]";
    if (prefix == "m" || prefix == "k" || prefix == "n" || prefix == "p") return std::string(prefix) + "[IU]";
  }
  return std::nullopt;
}

// One UCUM symbol, no number; "mL" for "ml".
std::optional<std::string> Simple(std::string_view symbol) {
  if (symbol.empty() || std::isdigit(static_cast<unsigned char>(symbol[0])) != 0 || !ReadUcum(symbol)) return std::nullopt;
  std::string code(symbol);
  if (code == "l" || (code.size() == 2 && code[1] == 'l')) code.back() = 'L';
  return code;
}

}  // namespace

std::optional<std::string_view> WholeUnit(std::string_view lower) {
  static const Words kWhole{
      {"c", "Cel"},
      {"degc", "Cel"},
      {"deg c", "Cel"},
      {"celsius", "Cel"},
      {"degrees c", "Cel"},
      {"degrees celsius", "Cel"},
      {"cel", "Cel"},
      {"f", "[degF]"},
      {"degf", "[degF]"},
      {"deg f", "[degF]"},
      {"fahrenheit", "[degF]"},
      {"degrees f", "[degF]"},
      {"degrees fahrenheit", "[degF]"},
      {"mmhg", "mm[Hg]"},
      {"mm hg", "mm[Hg]"},
      {"mm[hg]", "mm[Hg]"},
      {"torr", "mm[Hg]"},
      {"cmh2o", "cm[H2O]"},
      {"cm h2o", "cm[H2O]"},
      {"ph", "[pH]"},
      {"bpm", "{beats}/min"},
      {"per cent", "%"},
      {"mg%", "mg/dL"},
      {"mg %", "mg/dL"},
      {"g%", "g/dL"},
      {"g %", "g/dL"},
      {"gm%", "g/dL"},
      {"gm %", "g/dL"},
      {"ug%", "ug/dL"},
      {"mcg%", "ug/dL"},
      {"s/co", "{s_co_ratio}"},
      {"ft", "[ft_i]"},
      {"pt", "[pt_us]"},
      {"mu", "mU"},
      {"arbitrary units", "[arb'U]"},
      {"international units", "[IU]"},
      {"arbitrary unit", "[arb'U]"},
      {"international unit", "[IU]"},
      {"gpl units", "[GPL'U]"},
      {"mpl units", "[MPL'U]"},
      {"apl units", "[APL'U]"},
      {"pack years", "{pack}.a"},
      {"pack-years", "{pack}.a"},
      {"pack year", "{pack}.a"},
      {"met", "[MET]"},
      {"mets", "[MET]"},
  };
  const auto found = kWhole.find(lower);
  return found == kWhole.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> UnitWord(std::string_view word) {
  if (word.empty() || word.size() > 24) return std::nullopt;
  const std::string lower = Lower(word);
  // Concentrations written as molar: "uM", "mM"; "MM" in capitals is millimetre.
  if (word.size() == 2 && word[1] == 'M' && std::string_view("munp").find(word[0]) != std::string_view::npos) {
    return std::string(1, word[0]) + "mol/L";
  }
  if (const auto found = Table().find(lower); found != Table().end()) return std::string(found->second);
  if (auto activity = Activity(lower)) return activity;
  if (auto simple = Simple(word)) return simple;
  // Capitals, wholly or in part: "MG", "Kg", "mEq". One capital alone only where no other unit claims it.
  if (word.size() == 1 && std::string_view("LHDG").find(word[0]) == std::string_view::npos) return std::nullopt;
  return Simple(lower);
}

}  // namespace eligo::units
