// Codes by their shape: what a source value is when nothing says its vocabulary.
//
// Only shapes that a chance text seldom has: LOINC and SNOMED CT by their check digits, ICD-10-CM by its pattern, RxNorm (plain
// digits) where only a drug can stand. What is none is a name.
// Tested by test/readers/source_code_test.cc.
#pragma once

#include <optional>
#include <string_view>

#include "readers/code_map.h"

namespace eligo::readers {

// The coding, marked as guessed.
std::optional<Coding> CodingByShape(std::string_view value, bool is_drug);

}  // namespace eligo::readers
