// Atoms: what a protocol asks, answered from what is true: the oracle beside the verdicts.
//
// A table of single facts of the example protocols, each decided from the events of a History on the day it is of and never from its
// recordings, the terms or the reading of the text. A criterion is met by an atom when the fact holds; what else the criterion asks
// is not looked at. Where nothing was measured the answer is "absent".
// Tested by test/generate/atoms_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "history/history.h"

namespace eligo::history {

struct Atom {
  enum class Test : std::uint8_t {
    kBelow,     // the last result within `back` lies below `bound`
    kAbove,     // ... above
    kPositive,  // the last answer within `back` is positive
    kGiven,     // a drug or vaccine on any day from `back` ago to today
    kDone,      // a procedure on such a day
    kHas,       // a condition on such a day
    kAge        // completed years within bound .. to
  };
  std::string_view protocol, criterion, fact;
  Test test = Test::kHas;
  std::array<Item, 4> items{};  // any of the first `count`
  int count = 1;
  Period back = {};
  std::int64_t bound = 0, to = 0;
};
std::span<const Atom> Atoms();

enum class Holds : std::uint8_t { kNo, kYes, kAbsent };
Holds Decide(const Atom& atom, const History& history);

}  // namespace eligo::history
