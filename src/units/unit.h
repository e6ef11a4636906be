// Unit: UCUM units with exact factors, and an alias layer for what laboratories and protocols write.
//
// Commensurable units convert exactly; mass and amount of substance convert by the analyte's molar
// mass; arbitrary units ([IU], [arb'U]) are compared only with themselves; U is UCUM's, 1 umol/min.
// Annotations ({...}) are kept as text and do not change a unit's dimension, except that mL/min and
// mL/min/{1.73_m2} are different. Source: The Unified Code for Units of Measure, version 2.2; docs/units.md.
// Tested by test/units/unit_test.cc and test/units/ucum_conformance_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "units/rational.h"

namespace eligo::units {

struct Unit {
  std::string code;                        // UCUM, as it prints: "10*9/L"
  Rational factor = 1;                     // to the base units below; 0 when no exact factor fits (picohenry, degrees of angle)
  Rational offset = 0;                     // of temperatures: base = value * factor + offset
  std::array<std::int8_t, 8> dimension{};  // m, g, s, mol, K, cd, C, rad
  std::string arbitrary;                   // "[IU]", "[arb'U]{RU}", ...: commensurable only with the same text and power; "" for none

  // Whether Convert() may succeed without a molar mass.
  bool Commensurable(const Unit& other) const { return dimension == other.dimension && arbitrary == other.arbitrary; }
};

// UCUM alone, case-sensitive. Atoms: what clinical records and protocols use (src/units/atoms.cc, docs/units.md).
std::optional<Unit> ParseUcum(std::string_view text);

// Reads UCUM ("mg/dL", "10*9/L", "/uL", "[IU]/mL") and the usual other spellings ("mcg", "K/uL", "x10^9/L", "10e9/L",
// "cells/mm3", "IU/mL", "g/24h", "mg/day", "μmol/L", "years", "%"). Nothing for what is no unit.
std::optional<Unit> ParseUnit(std::string_view text);
// "" is the unit 1.

// `value` in `from`, expressed in `to`. molar_mass in g/mol lets mass and amount of substance meet. Nothing when they
// cannot be compared.
std::optional<Rational> Convert(Rational value, const Unit& from, const Unit& to, std::optional<Rational> molar_mass = std::nullopt);

}  // namespace eligo::units
