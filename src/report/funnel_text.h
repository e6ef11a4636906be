// FunnelText, FunnelJson, FunnelCsv: a funnel for people, as lines of JSON and as rows (docs/funnel.md).
// Tested by test/report/funnel_test.cc and test/cli/funnel_test.cc.
#pragma once

#include <string>

#include "report/funnel.h"

namespace eligo::report {

std::string FunnelText(const FunnelReport& report);
// One line a protocol and cohort.
std::string FunnelJson(const FunnelReport& report);
// A heading, then one row a protocol, cohort and criterion; without pairs and what-ifs.
std::string FunnelCsv(const FunnelReport& report);

}  // namespace eligo::report
