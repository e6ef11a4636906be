#include "apps/cli/funnel_command.h"

#include <utility>

#include "apps/cli/inputs.h"
#include "apps/cli/judged_inputs.h"
#include "apps/cli/record_report.h"
#include "pipeline/funnel.h"
#include "readers/patients.h"

namespace eligo::cli {

int RunFunnel(const FunnelArguments& arguments) {
  const auto format = pipeline::ParseFunnelFormat(arguments.format);
  const auto settings = pipeline::ParseSettings(arguments.settings);
  if (!format || !settings) {
    Complain(!format ? format.error() : settings.error());
    return kUsage;
  }
  if (arguments.suppress < 0) {
    Complain("--suppress: `" + std::to_string(arguments.suppress) + "`; write how many patients a count must have to be shown, 0 for all");
    return kUsage;
  }
  const auto ready = readers::ReadyToRead(arguments.patients);
  ExitCode status = kOk;
  auto opened = Open(arguments.terms, arguments.out, status);
  if (!opened) return status;
  const terms::Terms& terms = opened->terms;

  auto judging = ReadToJudge(arguments.protocols, terms, "to count for");
  if (!judging) return kInputSkipped;
  // Before the records, which may take long.
  auto what_ifs = pipeline::MakeWhatIfs(judging->readings, arguments.sets);
  if (!what_ifs) {
    Complain(what_ifs.error());
    return kUsage;
  }

  readers::ReadReport report;
  const auto records = ReadRecords({arguments.patients, "", ""}, judging->readings, terms, report, status);
  if (!records) return status;

  const auto funnel = pipeline::MakeFunnel(judging->readings, *records, terms,
                                           {*settings, static_cast<std::size_t>(arguments.suppress), std::move(*what_ifs)});
  // What cannot be written is reported by Close().
  (void)pipeline::PrintFunnel(funnel, *format, [&](std::string_view bytes) { return opened->output.Write(bytes); });
  if (Close(opened->output) != kOk) return kNoOutput;
  return TellNotRead(judging->skipped, report, arguments.keep_going);
}

}  // namespace eligo::cli
