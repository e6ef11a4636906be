// Worklist: the verdicts of one protocol in the order a coordinator works through them, and what they add up to.
//
// Counts and order follow the presumed reading, which is the one that people screen by; a criterion that fails in it but
// not in the strict one fails only because silence was read as absence.
// Tested by test/report/worklist_test.cc.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "report/cohort_counts.h"
#include "report/screening.h"

namespace eligo::report {

struct WorklistRow {
  const verdict::PatientVerdict* verdict = nullptr;
  std::vector<std::size_t> fails;  // indices into verdict->criteria, presumed
  int strict_fails = 0;            // of those
  int unknown = 0;                 // criteria that are unknown, presumed
  bool deceased = false;
  // "exc-2 exc-7*": the star marks a failure in the presumed reading only. "deceased" when that decides.
  std::string FailsText() const;
  // "from 2026-08-14" of one that fails now and will not then, "until 2026-12-07" of one that will; "" for ever.
  std::string WhenText() const;
};

WorklistRow RowOf(const verdict::PatientVerdict& verdict);

// Best first: presumed verdict, strict verdict, fewest failures, fewest unknowns, patient.
std::vector<WorklistRow> Worklist(const Judged& judged);

// Those of one cohort, in their order.
std::vector<WorklistRow> RowsOf(const std::vector<WorklistRow>& rows, int cohort);
// What the rows of one cohort add up to.
CohortCounts CountsOf(const logic::Protocol& protocol, int cohort, const std::vector<WorklistRow>& rows);
// By cohort, of everyone judged: as they were counted, else of the rows.
std::vector<CohortCounts> CountsOf(const Judged& judged, const std::vector<WorklistRow>& rows);

}  // namespace eligo::report
