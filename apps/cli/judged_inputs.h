// JudgedInputs: what commands that judge patients read besides protocols and terms: answers, a vocabulary, the records.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/cli/messages.h"
#include "pipeline/answers.h"
#include "pipeline/screening.h"
#include "readers/read_report.h"

namespace eligo::cli {

// None of "".
Result<std::vector<pipeline::Answer>> ReadAnswers(const std::string& path);

struct RecordsArguments {
  std::string patients;
  std::string vocabulary;  // "" for none
  std::string skipped;     // where what was not read is written; "" for nowhere
};
// The records that the readings ask for, of one patient at least. Nothing when there are none: that was told, and `status` is the
// command's. `only`: as ReadPatients() takes it.
std::optional<records::Records> ReadRecords(const RecordsArguments& arguments, const std::vector<pipeline::Reading>& readings,
                                            const terms::Terms& terms, readers::ReadReport& report, ExitCode& status,
                                            std::string_view only = {});

}  // namespace eligo::cli
