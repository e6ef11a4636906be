#include "units/unit.h"

#include <functional>
#include <unordered_map>

#include "units/spelling.h"
#include "units/ucum.h"

namespace eligo::units {
namespace {

// [IU] and its older spelling [iU] are one unit, 10^ and 10* one number.
std::string Code(std::string_view text) {
  std::string code(text);
  for (std::size_t at = 0; (at = code.find("[iU]", at)) != std::string::npos;) code[at + 1] = 'I';
  for (std::size_t at = 0; (at = code.find("10^", at)) != std::string::npos;) code[at + 2] = '*';
  return code;
}

// Anticardiolipin units are units per millilitre by definition; laboratories write them with and without "/mL".
bool PerMillilitreByDefinition(const Unit& unit) {
  const std::string& name = unit.arbitrary;
  return name == "[GPL'U]" || name == "[MPL'U]" || name == "[APL'U]";
}

Unit ToUnit(const Product& product, std::string_view text) {
  Unit unit;
  unit.code = Code(text);
  unit.factor = product.factor.value_or(Rational(0));
  unit.offset = product.factor ? product.offset : Rational(0);
  unit.dimension = product.dimension;
  for (const auto& [name, power] : product.arbitrary) {
    if (!unit.arbitrary.empty()) unit.arbitrary += '.';
    unit.arbitrary += name;
    if (power != 1) unit.arbitrary += std::to_string(power);
  }
  // mmol/mol is a share of molecules, not a share of mass or volume: HbA1c 48 mmol/mol is not 4.8 %.
  if (unit.arbitrary.empty() && product.substance && unit.dimension[kMole] == 0) unit.arbitrary = "mol/mol";
  if (PerMillilitreByDefinition(unit) && unit.dimension[kMetre] == -3) {
    unit.dimension[kMetre] = 0;
    if (const auto factor = Divide(unit.factor, 1'000'000)) unit.factor = *factor;
  }
  return unit;
}

// from -> to as one factor, reduced before it meets the value, so that few products leave 64 bits.
std::optional<Rational> Ratio(const Unit& from, const Unit& to, std::optional<Rational> molar_mass) {
  std::optional<Rational> ratio = Divide(from.factor, to.factor);
  int moles = 0;
  for (std::size_t i = 0; i < from.dimension.size(); ++i) {
    const int change = to.dimension[i] - from.dimension[i];
    if (change == 0) continue;
    if (i != kGram && i != kMole) return std::nullopt;
    moles += i == kMole ? change : 0;
  }
  if (to.dimension[kGram] - from.dimension[kGram] != -moles) return std::nullopt;
  if (moles != 0 && !molar_mass) return std::nullopt;
  for (; moles > 0 && ratio; --moles) ratio = Divide(*ratio, *molar_mass);
  for (; moles < 0 && ratio; ++moles) ratio = Multiply(*ratio, *molar_mass);
  return ratio;
}

}  // namespace

std::optional<Unit> ParseUcum(std::string_view text) {
  const std::optional<Product> product = ReadUcum(text);
  return product ? std::optional(ToUnit(*product, text)) : std::nullopt;
}

std::optional<Unit> ParseUnit(std::string_view text) {
  // Records repeat a few spellings millions of times.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  thread_local std::unordered_map<std::string, std::optional<Unit>, Hash, std::equal_to<>> known;
  if (const auto found = known.find(text); found != known.end()) return found->second;
  const std::optional<std::string> code = ToUcum(text);
  std::optional<Unit> unit = code ? ParseUcum(*code) : std::nullopt;
  constexpr std::size_t kMostKnown = 1024;
  if (known.size() >= kMostKnown) known.clear();
  known.emplace(text, unit);
  return unit;
}

std::optional<Rational> Convert(Rational value, const Unit& from, const Unit& to, std::optional<Rational> molar_mass) {
  if (from.arbitrary != to.arbitrary) return std::nullopt;
  if (from.code == to.code) return value;
  if (from.factor == Rational(0) || to.factor == Rational(0)) return std::nullopt;
  const std::optional<Rational> ratio = Ratio(from, to, molar_mass);
  if (!ratio) return std::nullopt;
  const std::optional<Rational> scaled = Multiply(value, *ratio);
  if (!scaled || from.offset == to.offset) return scaled;
  // Temperatures: value * f + o in kelvin, then (kelvin - o) / f.
  const std::optional<Rational> between = Subtract(from.offset, to.offset);
  const std::optional<Rational> shift = between ? Divide(*between, to.factor) : std::nullopt;
  return shift ? Add(*scaled, *shift) : std::nullopt;
}

}  // namespace eligo::units
