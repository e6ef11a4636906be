// Labels: what a token is in a mention, begin, inside or outside (BIO), for brat's entity types.
//
// Tested by test/tagger/*.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace eligo::tagger {

constexpr std::array<std::string_view, 11> kTypes = {"Condition", "Drug",   "Procedure",   "Measurement", "Value",          "Temporal",
                                                     "Negation",  "Person", "Observation", "Qualifier",   "Reference_point"};

using Label = std::uint8_t;
constexpr Label kOutside = 0;
constexpr std::size_t kLabelCount = 1 + 2 * kTypes.size();

constexpr Label Begin(std::size_t type) { return static_cast<Label>(1 + 2 * type); }
constexpr Label Inside(std::size_t type) { return static_cast<Label>(2 + 2 * type); }
constexpr bool IsInside(Label l) { return l != kOutside && l % 2 == 0; }
constexpr bool IsBegin(Label l) { return l % 2 == 1; }
constexpr std::size_t TypeIndex(Label l) { return (static_cast<std::size_t>(l) - 1) / 2; }  // not of kOutside

// A mention goes on only where it has begun.
constexpr bool MayFollow(Label before, Label l) { return !IsInside(l) || before == l || before + 1 == l; }

}  // namespace eligo::tagger
