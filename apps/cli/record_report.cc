#include "apps/cli/record_report.h"

#include <cstddef>
#include <string_view>

namespace eligo::cli {
namespace {

std::string Count(std::size_t n, std::string_view noun, std::string_view nouns) {
  return std::to_string(n) + ' ' + std::string(n == 1 ? noun : nouns);
}

}  // namespace

void TellReport(const readers::ReadReport& report) {
  for (const std::string& error : report.errors) Complain(error);
  for (const std::string& note : report.notes) Note(note);
}

void ComplainOfNoPatient(const std::string& path) {
  Complain(path +
           ": no patient found; name FHIR R4 (a Bundle, NDJSON, a folder), OMOP (a folder, a .duckdb file, postgresql://...), a MEDS data "
           "set or "
           "a store");
}

ExitCode TellNotRead(int protocols, const readers::ReadReport& report, bool keep_going) {
  std::string out;
  const auto add = [&](int n, std::string_view noun, std::string_view nouns) {
    if (n > 0) out += (out.empty() ? "" : ", ") + Count(static_cast<std::size_t>(n), noun, nouns);
  };
  add(protocols, "protocol", "protocols");
  add(report.skipped_files, "file or line of patient data", "files or lines of patient data");
  add(report.skipped_resources, report.noun, report.noun + "s");
  if (out.empty() && !report.errors.empty()) out = Count(report.errors.size(), "place", "places");
  if (out.empty()) return kOk;
  Complain("not read: " + out);
  return keep_going ? kOk : kInputSkipped;
}

}  // namespace eligo::cli
