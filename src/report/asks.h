// Asks: what to find out of one patient for several trials at once.
//
// Tested by test/report/asks_test.cc, test/cli/explain_test.cc.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "report/screening.h"

namespace eligo::report {

struct AskOfTrials {
  std::string ask, kind;
  std::vector<std::string> trials;  // in whose smallest set it stands, by the short names of their files
};

struct AsksOfTrials {
  std::size_t open = 0;           // trials that something would settle
  std::vector<AskOfTrials> asks;  // by how many trials they are for, then by cost, then in the order of the trials; unread text last
};

// Of all verdicts of a screening, which are of one patient.
AsksOfTrials AcrossTrials(const Screening& screening);

}  // namespace eligo::report
