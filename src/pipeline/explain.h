// Explain: one patient and one protocol or several, as a screening of all patients judges them.
//
// The path is Screen()'s with a single patient, so that the page, its JSON and the population run cannot disagree. Does no I/O.
// Tested by test/cli/explain_test.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pipeline/screening.h"

namespace eligo::pipeline {

// The patient of this id ("ex-001", "Patient/ex-001"); else an error that tells what the records hold. Quotes nothing but `id`.
Result<records::PatientIndex> FindPatient(const records::Records& records, std::string_view id);

// Whether all are criteria of the protocol; else an error that names them.
Result<Done> CheckCriteria(const Reading& reading, const std::vector<std::string>& ids);

struct ExplainRequest {
  ScreenRequest screen;               // with `only`
  std::vector<std::string> criteria;  // text only: these alone, in full
  bool all = false;                   // text only: those that pass in full too
  PageFormat format = PageFormat::kText;
};

// JSON is the patient's lines of `eligo screen`. `voided` as for Screen(). False when the sink refused.
bool ExplainTo(std::vector<Reading> readings, const records::Records& records, const terms::Terms& terms, const ExplainRequest& request,
               const report::Sink& sink, std::vector<std::string>& voided);

}  // namespace eligo::pipeline
