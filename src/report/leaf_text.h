// LeafText: what the record says of one leaf: yes or no and until when, the records, what is missing.
// Tested by test/report/leaf_text_test.cc.
#pragma once

#include <string>
#include <vector>

#include "verdict/verdict.h"

namespace eligo::report {

struct LeafChoice {
  bool all = false;           // every record, with its name in the data
  bool tell_missing = false;  // what would settle a leaf that is known in the presumed reading only
  bool negated = false;       // the line says `not`: yes is then that the leaf does not hold
};

struct LeafSays {
  std::string state;                 // "yes until 2026-08-13, then no"
  std::vector<std::string> records;  // "2026-05-02: hemoglobin 92 g/L, by code LOINC 718-7"; the last may say what is needed
};

LeafSays SaysOf(const verdict::Atom& atom, const LeafChoice& choice);

}  // namespace eligo::report
