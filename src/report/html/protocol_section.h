// ProtocolSection: one protocol in the HTML report: its counts, its worklist, and its criteria, each with the sentence underlined, the
// logic read from it, and how many patients it stops.
//
// The criteria stand here once; the script copies them into the patient pages.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "report/screening.h"
#include "report/worklist.h"

namespace eligo::report {

struct PlacedRow {
  WorklistRow row;
  std::size_t number = 0;  // from 1 over all worklists
  bool has_page = false;
};

// `protocol` counts from 1; `all` is what everyone judged by it comes to, with or without a row.
std::string ProtocolSectionHtml(const Screening& screening, std::size_t protocol, const std::vector<PlacedRow>& rows,
                                const CohortCounts& all);

}  // namespace eligo::report
