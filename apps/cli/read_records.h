// ReadRecords: what a command says of the patient data that it read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "readers/read_report.h"

namespace eligo::cli {

// The lines of the report, on standard error.
void TellReport(const readers::ReadReport& report);
void ComplainOfNoPatient(const std::string& path);
// What was left out, in one line, after `protocols` of them that were; "" when nothing was.
std::string NotRead(int protocols, const readers::ReadReport& report);

}  // namespace eligo::cli
