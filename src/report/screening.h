// Screening: everything one run of `eligo screen` found, and what it was run with.
//
// All four formats are printed from it, so they cannot disagree.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/cohort_counts.h"
#include "report/reading.h"
#include "verdict/settings.h"
#include "verdict/verdict.h"

namespace eligo::report {

// Where output goes, piece by piece. False means that it cannot be written: printing stops.
using Sink = std::function<bool(std::string_view)>;

struct Judged {
  Reading reading;                                // `logic` is present
  std::vector<verdict::PatientVerdict> verdicts;  // by cohort, then patient
  // By cohort, of everyone judged, where `verdicts` are only those of patients whom a worklist lists; else empty.
  std::vector<CohortCounts> counts;
};

struct Screening {
  verdict::Settings settings;
  std::string terms;                  // terms::Terms::version()
  std::vector<std::string> patients;  // ids, sorted; all that were read, whether or not a cohort took them
  bool pseudonymised = false;
  std::map<std::string, std::string> labels;  // concept id -> what people call it, for the concepts of the protocols
  std::size_t unmapped = 0;                   // kinds of codes and names in the records that no concept maps to
  std::vector<Judged> protocols;              // in the order given
};

// "sle", or nothing when the verdict is not of a cohort.
std::optional<std::string> CohortId(const Judged& judged, const verdict::PatientVerdict& verdict);
// Whole days as days ("P28D"), as people write a validity; base/date.h prints weeks.
std::string ValidityText(Period validity);

}  // namespace eligo::report
