// Profile: protocols and records -> what these records hold for those protocols, ready to print.
//
//   logic + records --match--> coverage, what no concept is known for --report--> pages, a line of JSON
//
// Small counts are hidden (report/profile.h). Does no I/O.
#pragma once

#include <cstddef>
#include <vector>

#include "pipeline/options.h"
#include "pipeline/print.h"
#include "pipeline/reading.h"
#include "records/records.h"
#include "records/unknown_codes.h"
#include "report/profile.h"
#include "terms/terms.h"
#include "verdict/settings.h"

namespace eligo::pipeline {

struct ProfileRequest {
  verdict::Settings settings;
  std::size_t least = 10;  // patients that a count must have to be shown
};

// Every reading must have been bound, and the records read for NeededConcepts() of them.
report::Profile MakeProfile(const std::vector<Reading>& readings, const records::Records& records,
                            const std::vector<records::UnknownCode>& unknown, const terms::Terms& terms, const ProfileRequest& request);

bool PrintProfile(const report::Profile& profile, PageFormat format, const Sink& sink);

}  // namespace eligo::pipeline
