// ParseText: a reading for people. Each criterion: the protocol's sentence, the logic read from it, what was not read, and
// the diagnostics with the place underlined, as a compiler shows them.
// Tested by test/report/parse_text_test.cc.
#pragma once

#include <string>

#include "report/reading.h"
#include "terms/terms.h"

namespace eligo::report {

std::string ParseText(const Reading& reading, const terms::Terms& terms);

}  // namespace eligo::report
