#include "apps/cli/screen_command.h"

#include <utility>

#include "apps/cli/inputs.h"
#include "apps/cli/judged_inputs.h"
#include "apps/cli/record_report.h"
#include "pipeline/print.h"

namespace eligo::cli {

int RunScreen(const ScreenArguments& arguments) {
  const auto format = pipeline::ParseScreenFormat(arguments.format);
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

  auto judging = ReadToJudge(arguments.protocols, terms, "to screen for");
  if (!judging) return kInputSkipped;

  readers::ReadReport report;
  const auto records = ReadRecords({arguments.patients, arguments.vocabulary, arguments.skipped}, judging->readings, terms, report, status);
  if (!records) return status;

  std::vector<std::string> unused;
  const pipeline::ScreenRequest request{*settings, std::move(*answers), arguments.pseudonymise};
  // What cannot be written is reported by Close().
  (void)pipeline::ScreenTo(
      std::move(judging->readings), *records, terms, request, *format, [&](std::string_view bytes) { return output.Write(bytes); }, unused);
  for (const std::string& line : unused) Note(arguments.answers + ": " + line);
  if (Close(output) != kOk) return kNoOutput;
  return TellNotRead(judging->skipped, report, arguments.keep_going);
}

}  // namespace eligo::cli
