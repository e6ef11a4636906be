// Spelling: what laboratories and protocols write -> UCUM. "K/uL" -> "10*3/uL", "mg/24 h" -> "mg/d".
//
// Rules, in this order: the few texts that UCUM reads as something else than the writer meant ("K/uL" is no
// kelvin); UCUM itself; then words, powers of ten and exponents piece by piece. A piece that is not understood
// makes the whole nothing: a unit is never guessed.
// Tested by test/units/unit_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace eligo::units {

std::optional<std::string> ToUcum(std::string_view text);

// One spelling of signs: µ and μ are u, ⁹ is ^9 after a digit, × is x, · is '.', any space is one blank. Nothing
// when another character is not ASCII. Used by spelling.cc.
std::optional<std::string> PlainAscii(std::string_view utf8);

// What one word means in UCUM ("mcg" -> "ug", "hrs" -> "h", "cells" -> "{cells}"); nothing for an unknown word.
std::optional<std::string> UnitWord(std::string_view word);

// Texts that stand for one unit as a whole ("mm Hg", "deg C"), lower case; nothing for others.
std::optional<std::string_view> WholeUnit(std::string_view lower);

}  // namespace eligo::units
