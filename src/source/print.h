// Print: an outline as a person checks it, one line a header, item or part, in reading order.
//
//     header section | Inclusion Criteria:
//     inclusion 3 sle | Laboratory abnormalities:
//       1. | ALT > 2 x ULN
//     exclusion - - | field eligibilityModule.minimumAge = 18 Years
//
// An item's line is `kind number cohort | lead`, a dash where there is none; its parts follow, two spaces a depth, with the
// marker as printed (`+` for a part that goes on without one). Line ends and runs of space are shown as one space;
// of a page header only its beginning and its end are shown. `eligo parse --stop-after outline` and test/outline use it.
#pragma once

#include <string>

#include "source/protocol.h"

namespace eligo::source {

std::string Print(const Protocol& protocol);

}  // namespace eligo::source
