#include "apps/cli/diff_command.h"

#include <utility>
#include <vector>

#include "apps/cli/inputs.h"
#include "apps/cli/record_report.h"
#include "pipeline/amendment.h"

namespace eligo::cli {
namespace {

// The one protocol of a path; nothing, with a line that says why, for none or several.
bool ReadOne(const std::string& path, std::vector<source::Document>& documents) {
  Protocols protocols = ReadProtocols({path});
  if (protocols.skipped > 0) return false;
  if (protocols.documents.size() != 1) {
    Complain(path + ": holds " + std::to_string(protocols.documents.size()) + " protocols; name one file");
    return false;
  }
  documents.push_back(std::move(protocols.documents.front()));
  return true;
}

}  // namespace

int RunDiff(const DiffArguments& arguments) {
  const auto format = pipeline::ParsePageFormat(arguments.format);
  const auto settings = pipeline::ParseSettings(arguments.settings);
  if (!format || !settings) {
    Complain(!format ? format.error() : settings.error());
    return kUsage;
  }
  auto answers = ReadAnswers(arguments.answers);
  if (!answers) {
    Complain(answers.error());
    return kUsage;
  }
  ExitCode status = kOk;
  auto opened = Open(arguments.terms, arguments.out, status);
  if (!opened) return status;
  const terms::Terms& terms = opened->terms;
  writers::Output& output = opened->output;
  std::vector<source::Document> documents;
  // Both are tried, so that both are named when both are missing.
  const bool before = ReadOne(arguments.before, documents);
  const bool after = ReadOne(arguments.after, documents);
  if (!before || !after) return kInputSkipped;
  std::vector<pipeline::Reading> readings = pipeline::Read(std::move(documents), terms);
  if (RemoveMistaken(readings) > 0) return kInputSkipped;  // half a file is no version of a protocol
  // Against a text without criteria everything would be added or removed.
  if (ComplainOfEmpty(readings) > 0) return kInputSkipped;
  const logic::Changes changes = pipeline::Compare(readings[0], readings[1], terms);
  const auto sink = [&](std::string_view bytes) { return output.Write(bytes); };
  if (arguments.records.patients.empty()) {
    pipeline::PrintChanges(readings[0], readings[1], changes, nullptr, *format, sink);
    return Close(output);
  }

  readers::ReadReport report;
  const auto records = ReadRecords(arguments.records, readings, terms, report, status);
  if (!records) return status;
  std::vector<std::string> unused;
  const pipeline::ScreenRequest request{*settings, std::move(*answers)};
  const pipeline::PatientChanges patients = pipeline::ComparePatients(readings[0], readings[1], changes, *records, terms, request, unused);
  for (const std::string& line : unused) Note(arguments.answers + ": " + line);
  pipeline::PrintChanges(readings[0], readings[1], changes, &patients, *format, sink);
  if (Close(output) != kOk) return kNoOutput;
  return TellNotRead(0, report, arguments.keep_going);
}

}  // namespace eligo::cli
