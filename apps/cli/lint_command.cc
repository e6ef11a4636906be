#include "apps/cli/lint_command.h"

#include <algorithm>
#include <string>
#include <utility>

#include "apps/cli/inputs.h"
#include "pipeline/print.h"

namespace eligo::cli {
namespace {

bool Found(const pipeline::Reading& reading, Severity severity) {
  return std::any_of(reading.diagnostics.begin(), reading.diagnostics.end(), [&](const Diagnostic& d) { return d.severity >= severity; });
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
  const pipeline::Reader reader(terms, pipeline::Stage::kLint);
  bool found_any = false;
  const auto work = [&](source::Document document) {
    const pipeline::Reading reading = reader.Read(std::move(document));
    const bool found = Found(reading, *fail_on);
    std::string text;
    pipeline::PrintLint(reading, *format, *severity, [&](std::string_view bytes) { return text += bytes, true; });
    return [&, found, text = std::move(text)] {
      found_any = found_any || found;
      return output.Write(text);
    };
  };
  const Worked worked = WorkInOrder(arguments.protocols, work);
  if (FoundNone(static_cast<std::size_t>(worked.documents), worked.skipped)) return kInputSkipped;
  if (Close(output) != kOk) return kNoOutput;
  // A text without criteria has a diagnostic that says so; a file that cannot be read has none.
  if (worked.skipped > 0) {
    Complain(std::to_string(worked.skipped) + " of " + std::to_string(worked.documents + worked.skipped) + " protocols not read");
    if (worked.documents == 0 || !arguments.keep_going) return kInputSkipped;
  }
  return !arguments.fail_on.empty() && found_any ? kFound : kOk;
}

}  // namespace eligo::cli
