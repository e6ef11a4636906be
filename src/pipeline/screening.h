// Screening: protocols and records -> verdicts, ready to print.
//
//   logic + records --blocks--> verdicts, answers in them, what to ask next --report--> pages, rows, lines
//
// Order: protocols as given, then cohort, then patient. Does no I/O.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/answers.h"
#include "pipeline/options.h"
#include "pipeline/reading.h"
#include "records/records.h"
#include "report/run_json.h"
#include "report/screening.h"
#include "terms/concept_set.h"
#include "terms/terms.h"
#include "verdict/settings.h"

namespace eligo::pipeline {

using Screening = report::Screening;

struct ScreenRequest {
  verdict::Settings settings;
  std::vector<Answer> answers;
  bool pseudonymise = false;
  std::optional<records::PatientIndex> only = std::nullopt;  // judges this patient alone; the verdict is that of a screening of all
};

// The concepts whose rows a screening for these protocols can ask for; a reader may leave out the others.
terms::ConceptSet NeededConcepts(const std::vector<Reading>& readings, const terms::Terms& terms);

// Every reading must have been bound. `voided` gets one line for each answer that was not used.
Screening Screen(std::vector<Reading> readings, const records::Records& records, const terms::Terms& terms, const ScreenRequest& request,
                 std::vector<std::string>& voided);

// Screens and prints: what Screen() and PrintScreening() give, but JSON and CSV go to the sink a block of patients at a time, so that
// memory does not grow with the verdicts; so does the record of the run, which is that of these readings. False when the sink refused.
bool ScreenTo(std::vector<Reading> readings, const records::Records& records, const terms::Terms& terms, const ScreenRequest& request,
              ScreenFormat format, const report::Sink& sink, std::vector<std::string>& voided, report::RunWriter* record = nullptr);

}  // namespace eligo::pipeline
