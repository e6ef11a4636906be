#include "apps/cli/lint_command.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "apps/cli/inputs.h"
#include "pipeline/print.h"

namespace eligo::cli {
namespace {

bool Found(const std::vector<pipeline::Reading>& readings, Severity severity) {
  return std::any_of(readings.begin(), readings.end(), [&](const pipeline::Reading& reading) {
    return std::any_of(reading.diagnostics.begin(), reading.diagnostics.end(), [&](const Diagnostic& d) { return d.severity >= severity; });
  });
}

}  // namespace

int RunLint(const LintArguments& arguments) {
  const auto format = pipeline::ParsePageFormat(arguments.format);
  const auto severity = pipeline::ParseSeverity("--severity", arguments.severity);
  const auto fail_on = pipeline::ParseSeverity("--fail-on", arguments.fail_on.empty() ? "error" : arguments.fail_on);
  if (!format || !severity || !fail_on) {
    Complain(!format ? format.error() : !severity ? severity.error() : fail_on.error());
    return kUsage;
  }
  ExitCode status = kOk;
  auto opened = Open(arguments.terms, arguments.out, status);
  if (!opened) return status;
  const terms::Terms& terms = opened->terms;
  writers::Output& output = opened->output;
  Protocols protocols = ReadProtocols(arguments.protocols);
  if (FoundNone(protocols.documents.size(), protocols.skipped)) return kInputSkipped;
  const std::vector<pipeline::Reading> readings = pipeline::Read(std::move(protocols.documents), terms, pipeline::Stage::kLint);
  const auto sink = [&](std::string_view bytes) { return output.Write(bytes); };
  for (const pipeline::Reading& reading : readings) {
    if (!pipeline::PrintLint(reading, *format, *severity, sink)) break;
  }
  if (Close(output) != kOk) return kNoOutput;
  // A text without criteria has a diagnostic that says so; a file that cannot be read has none.
  if (protocols.skipped > 0) {
    Complain(std::to_string(protocols.skipped) + " of " + std::to_string(readings.size() + static_cast<std::size_t>(protocols.skipped)) +
             " protocols not read");
    if (readings.empty() || !arguments.keep_going) return kInputSkipped;
  }
  return !arguments.fail_on.empty() && Found(readings, *fail_on) ? kFound : kOk;
}

}  // namespace eligo::cli
