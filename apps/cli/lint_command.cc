#include "apps/cli/lint_command.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "apps/cli/inputs.h"
#include "apps/cli/messages.h"
#include "pipeline/print.h"
#include "writers/output.h"

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
  const auto terms = OpenTerms(arguments.terms);
  if (!terms) {
    Complain(terms.error());
    return kUsage;
  }
  auto output = writers::Output::Open(arguments.out);
  if (!output) {
    Complain(output.error());
    return kNoOutput;
  }
  Protocols protocols = ReadProtocols(arguments.protocols);
  if (protocols.documents.empty() && protocols.skipped == 0) {
    Complain("no protocol found; name a text file, a ClinicalTrials.gov study (JSON) or a folder of these");
    return kInputSkipped;
  }
  const std::vector<pipeline::Reading> readings = pipeline::Read(std::move(protocols.documents), *terms, pipeline::Stage::kLint);
  const auto sink = [&](std::string_view bytes) { return output->Write(bytes); };
  for (const pipeline::Reading& reading : readings) {
    if (!pipeline::PrintLint(reading, *format, *severity, sink)) break;
  }
  if (const auto closed = output->Close(); !closed) {
    Complain(closed.error());
    return kNoOutput;
  }
  // A text without criteria has a diagnostic that says so; a file that cannot be read has none.
  if (protocols.skipped > 0) {
    Complain(std::to_string(protocols.skipped) + " of " + std::to_string(readings.size() + static_cast<std::size_t>(protocols.skipped)) +
             " protocols not read");
    if (readings.empty() || !arguments.keep_going) return kInputSkipped;
  }
  return !arguments.fail_on.empty() && Found(readings, *fail_on) ? kFound : kOk;
}

}  // namespace eligo::cli
