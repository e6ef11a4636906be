// WhatIf: a protocol with other bounds, or without some criteria, as a person asks on the command line.
//
//   inc-4>=6          the one numeric comparison of the criterion, in the unit that it has
//   inc-4.2<85        of this fact
//   inc-4.2.dose<=20  of this fact, which has several: compare, dose, duration, times, distinct
//   inc-4=40..90      between, both ends in
//   exc-7=off         without the criterion
//
// Tested by test/language/what_if_test.cc.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "base/result.h"
#include "logic/protocol.h"

namespace eligo::logic {

struct WhatIf {
  std::string text;               // as written, its changes joined by ", "
  Protocol protocol;              // with the changes
  std::set<std::string> touched;  // ids of the criteria that changed or are gone
};

// `text`: changes separated by commas. An error says what cannot be changed, and what there is.
Result<WhatIf> MakeWhatIf(const Protocol& protocol, std::string_view text);

}  // namespace eligo::logic
