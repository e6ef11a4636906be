#include "apps/cli/explain_command.h"

#include <utility>

#include <fmt/format.h>

#include "apps/cli/inputs.h"
#include "apps/cli/record_report.h"
#include "pipeline/explain.h"
#include "readers/patients.h"

namespace eligo::cli {
namespace {

struct ToExplain {
  std::vector<pipeline::Reading> readings;
  int skipped = 0;
};

// The protocols with a criterion; those without, and those with mistakes, are told and counted.
ToExplain ReadAll(const std::vector<std::string>& paths, const terms::Terms& terms) {
  Protocols protocols = ReadProtocols(paths);
  ToExplain read{{}, protocols.skipped};
  if (FoundNone(protocols.documents.size(), protocols.skipped)) return read;
  read.readings = pipeline::Read(std::move(protocols.documents), terms);
  read.skipped += RemoveMistaken(read.readings);
  read.skipped += ComplainOfEmpty(read.readings);
  std::erase_if(read.readings, [](const pipeline::Reading& reading) { return reading.logic->criteria.empty(); });
  return read;
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
  const auto ready = readers::ReadyToRead(arguments.records.patients);
  ExitCode status = kOk;
  auto opened = Open(arguments.terms, arguments.out, status);
  if (!opened) return status;

  auto [readings, skipped] = ReadAll(arguments.protocols, opened->terms);
  if (readings.empty()) return kInputSkipped;
  if (readings.size() > 1 && !arguments.criteria.empty()) {
    Complain(fmt::format("--criterion is of one protocol; {} were named", readings.size()));
    return kUsage;
  }
  if (const auto known = pipeline::CheckCriteria(readings.front(), arguments.criteria); !known) {
    Complain(known.error());
    return kUsage;
  }

  readers::ReadReport report;
  const auto records = ReadRecords(arguments.records, readings, opened->terms, report, status, arguments.patient);
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
      std::move(readings), *records, opened->terms, request,
      [&](std::string_view bytes) {
        written += bytes.size();
        return opened->output.Write(bytes);
      },
      unused);
  for (const std::string& line : unused) Note(arguments.answers + ": " + line);
  if (Close(opened->output) != kOk) return kNoOutput;
  if (written == 0) Note("the record rules out the disease of every cohort: no line");
  return TellNotRead(skipped, report, arguments.keep_going);
}

}  // namespace eligo::cli
