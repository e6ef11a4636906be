// Blocks: the verdicts of a screening, some hundred patients at a time, judged on all cores and given in order.
//
//   records --match--> verdicts --answers--> verdicts --forecast--> what to ask next, days
//
// Order: protocols as given, then cohort, then patient. No result depends on the number of threads.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "logic/protocol.h"
#include "match/match.h"
#include "pipeline/answers.h"
#include "records/records.h"
#include "terms/terms.h"
#include "verdict/settings.h"
#include "verdict/verdict.h"

namespace eligo::pipeline {

struct Block {
  std::size_t protocol = 0;  // its place in the list
  std::vector<verdict::PatientVerdict> verdicts;
};

// Whom a worklist lists: [protocol][cohort], by their places in the records, sorted.
using Listed = std::vector<std::vector<std::vector<records::PatientIndex>>>;

// Patients by their places in the records: [begin, end).
struct Places {
  std::size_t begin = 0, end = 0;
  bool chosen = false;             // one by one, as for a page of their own
  const Listed* listed = nullptr;  // of them, these alone
  match::Words words = match::Words::kYes;
};

// Judges the patients of `which`; of chosen ones the turns of all leaves are found, of others only those that dates hang on. Calls `work`
// with each block, several at a time; what it returns is called in the order of the blocks, one after the other, until that returns false.
void ForEachBlock(const std::vector<const logic::Protocol*>& protocols, const records::Records& records, Places which,
                  const terms::Terms& terms, const verdict::Settings& settings, AnswerBook& answers,
                  const std::function<std::function<bool()>(Block)>& work);

// Judges the same patients by several protocols at a time, for comparing those: `work` gets the verdicts by protocol, each by cohort, then
// patient. With answers, without what to ask next and days. What `work` returns is called in the order of the patients.
void ForEachCompared(const std::vector<const logic::Protocol*>& protocols, const records::Records& records, const terms::Terms& terms,
                     const verdict::Settings& settings, AnswerBook& answers,
                     const std::function<std::function<void()>(const std::vector<std::vector<verdict::PatientVerdict>>&)>& work);

}  // namespace eligo::pipeline
