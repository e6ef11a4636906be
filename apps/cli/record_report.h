// RecordReport: what a command says of the patient data that it read.
#pragma once

#include <string>

#include "apps/cli/messages.h"
#include "readers/read_report.h"

namespace eligo::cli {

// The lines of the report, on standard error.
void TellReport(const readers::ReadReport& report);
void ComplainOfNoPatient(const std::string& path);
// Tells in one line what was left out, beside `protocols` of them; the command's status at its end.
ExitCode TellNotRead(int protocols, const readers::ReadReport& report, bool keep_going);

}  // namespace eligo::cli
