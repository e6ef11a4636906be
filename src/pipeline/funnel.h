// Funnel: protocols and records -> whom the criteria stop, and what other bounds would change, ready to print.
//
//   logic + records --match--> tallies --count--> masks of failures --report--> pages, rows, lines of JSON
//
// Patients are counted block by block, without words (match/counter.h): memory does not grow with them. What-ifs are judged in the same
// run, and leaves that they share with the protocol once. Small counts are hidden (report/funnel.h). Does no I/O.
// Tested by test/cli/funnel_test.cc.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "logic/what_if.h"
#include "pipeline/options.h"
#include "pipeline/print.h"
#include "pipeline/reading.h"
#include "records/records.h"
#include "report/funnel.h"
#include "terms/terms.h"
#include "verdict/settings.h"

namespace eligo::pipeline {

// One each of `sets`. With any there must be one reading only: the ids are of one protocol. An error begins with "--set: ".
Result<std::vector<logic::WhatIf>> MakeWhatIfs(const std::vector<Reading>& readings, const std::vector<std::string>& sets);

struct FunnelRequest {
  verdict::Settings settings;
  std::size_t least = 10;  // patients that a count must have to be shown
  std::vector<logic::WhatIf> what_ifs;
};

// Every reading must have been bound, and the records read for NeededConcepts() of them.
report::FunnelReport MakeFunnel(const std::vector<Reading>& readings, const records::Records& records, const terms::Terms& terms,
                                const FunnelRequest& request);

bool PrintFunnel(const report::FunnelReport& report, FunnelFormat format, const Sink& sink);

}  // namespace eligo::pipeline
