#include "apps/cli/profile_command.h"

#include <algorithm>
#include <utility>

#include "apps/cli/inputs.h"
#include "apps/cli/record_report.h"
#include "pipeline/profile.h"
#include "pipeline/screening.h"
#include "readers/patients.h"
#include "readers/record_sink.h"

namespace eligo::cli {

int RunProfile(const ProfileArguments& arguments) {
  const auto format = pipeline::ParsePageFormat(arguments.format);
  const auto settings = pipeline::ParseSettings(arguments.settings);
  if (!format || !settings) {
    Complain(!format ? format.error() : settings.error());
    return kUsage;
  }
  if (arguments.suppress < 1) {
    Complain("--suppress: `" + std::to_string(arguments.suppress) + "`; write how many patients a count must have to be shown, 1 or more");
    return kUsage;
  }
  ExitCode status = kOk;
  auto opened = Open(arguments.terms, arguments.out, status);
  if (!opened) return status;
  const terms::Terms& terms = opened->terms;

  auto judging = ReadToJudge(arguments.protocols, terms, "to look for");
  if (!judging) return kInputSkipped;

  readers::ReadReport report;
  readers::RecordSink sink(terms, pipeline::NeededConcepts(judging->readings, terms));
  sink.CountUnknown();
  const auto read = readers::ReadPatients(arguments.patients, terms, {}, sink, report);
  TellReport(report);
  if (!read) {
    Complain(read.error());
    return kInputSkipped;
  }
  const records::Records records = sink.Finish();
  if (records.patients().empty()) {
    ComplainOfNoPatient(arguments.patients);
    return kInputSkipped;
  }

  const auto profile =
      pipeline::MakeProfile(judging->readings, records, sink.Unknown(), terms, {*settings, static_cast<std::size_t>(arguments.suppress)});
  // What cannot be written is reported by Close().
  (void)pipeline::PrintProfile(profile, *format, [&](std::string_view bytes) { return opened->output.Write(bytes); });
  if (Close(opened->output) != kOk) return kNoOutput;
  return TellNotRead(judging->skipped, report, arguments.keep_going);
}

}  // namespace eligo::cli
