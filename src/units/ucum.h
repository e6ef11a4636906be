// Ucum: the grammar of unit expressions. Text -> Product.
//
// Operators '.' and '/' from left to right, exponents, parentheses, annotations, whole numbers, 10*n.
// {1.73_m2} is the one annotation that is more than a comment: it stands for 1.73 m2 of body surface.
// Tested by test/units/unit_test.cc and test/units/ucum_conformance_test.cc.
#pragma once

#include <optional>
#include <string_view>

#include "units/atoms.h"

namespace eligo::units {

// Nothing for what is no unit of the table; "" is none.
std::optional<Product> ReadUcum(std::string_view text, const AtomTable& atoms = AtomTable::Get());

// The annotation (without braces) that means 1.73 square metres.
bool IsStandardSurface(std::string_view annotation);

}  // namespace eligo::units
