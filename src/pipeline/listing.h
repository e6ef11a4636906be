// Listing: whom a page of many patients lists, found by counting, so that only they are judged in words.
//
//   logic + records --match (counts)--> what all come to, who is worth a row
//
// Tested by test/listing_test.cc: the same text and counts as from verdicts of everyone.
#pragma once

#include <cstddef>

#include "pipeline/blocks.h"
#include "records/records.h"
#include "report/screening.h"
#include "terms/terms.h"

namespace eligo::pipeline {

// From when on a list leaves patients out.
struct LongList {
  std::size_t few = 0;    // so many are all listed
  bool together = false;  // of all cohorts of a protocol, in place of each
};

// No list of the screening has more rows.
std::size_t LongestList(const report::Screening& screening, const records::Records& records, LongList longer);

// Sets the counts of each protocol, too.
Listed List(report::Screening& screening, const records::Records& records, const terms::Terms& terms, LongList longer);

}  // namespace eligo::pipeline
