#include "apps/cli/explain_command.h"

#include <utility>

#include <fmt/format.h>

#include "apps/cli/inputs.h"
#include "apps/cli/record_report.h"
#include "pipeline/explain.h"

namespace eligo::cli {
namespace {

// The one protocol that `path` names. Nothing, told in one line, when it names none or several.
std::optional<pipeline::Reading> ReadOne(const std::string& path, const terms::Terms& terms) {
  Protocols protocols = ReadProtocols({path});
  if (protocols.documents.size() > 1) {
    Complain(fmt::format("{}: {} protocols; name the one to explain", path, protocols.documents.size()));
    return std::nullopt;
  }
  if (FoundNone(protocols.documents.size(), protocols.skipped) || protocols.documents.empty()) return std::nullopt;
  std::vector<pipeline::Reading> readings = pipeline::Read(std::move(protocols.documents), terms);
  if (RemoveMistaken(readings) > 0) return std::nullopt;
  if (readings.front().logic->criteria.empty()) {
    ComplainOfEmpty(path);
    return std::nullopt;
  }
  return std::move(readings.front());
}

}  // namespace

int RunExplain(const ExplainArguments& arguments) {
  const auto format = pipeline::ParsePageFormat(arguments.format);
  const auto settings = pipeline::ParseSettings(arguments.settings);
  if (!format || !settings) {
    Complain(!format ? format.error() : settings.error());
    return kUsage;
  }
  if (*format == pipeline::PageFormat::kJson && (arguments.all || !arguments.criteria.empty())) {
    Complain("--criterion and --all are for text; JSON is always the whole line of `eligo screen --format json`");
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

  std::vector<pipeline::Reading> readings;
  if (auto reading = ReadOne(arguments.protocol, opened->terms)) readings.push_back(std::move(*reading));
  if (readings.empty()) return kInputSkipped;
  if (const auto known = pipeline::CheckCriteria(readings.front(), arguments.criteria); !known) {
    Complain(known.error());
    return kUsage;
  }

  readers::ReadReport report;
  const auto records = ReadRecords(arguments.records, readings, opened->terms, report, status);
  if (!records) return status;
  const auto patient = pipeline::FindPatient(*records, arguments.patient);
  if (!patient) {
    Complain(patient.error());
    return kInputSkipped;
  }

  std::vector<std::string> unused;
  const pipeline::ExplainRequest request{{*settings, std::move(*answers), false, *patient}, arguments.criteria, arguments.all, *format};
  std::size_t written = 0;
  // What cannot be written is reported by Close().
  (void)pipeline::ExplainTo(
      std::move(readings.front()), *records, opened->terms, request,
      [&](std::string_view bytes) {
        written += bytes.size();
        return opened->output.Write(bytes);
      },
      unused);
  for (const std::string& line : unused) Note(arguments.answers + ": " + line);
  if (Close(opened->output) != kOk) return kNoOutput;
  if (written == 0) Note("the record rules out the disease of every cohort: no line");
  return TellNotRead(0, report, arguments.keep_going);
}

}  // namespace eligo::cli
