#include "apps/cli/screen_command.h"

#include <optional>
#include <utility>

#include "apps/cli/inputs.h"
#include "pipeline/answers.h"
#include "pipeline/print.h"
#include "readers/fhir_input.h"
#include "readers/patients.h"

namespace eligo::cli {
namespace {

Result<std::vector<pipeline::Answer>> ReadAnswers(const std::string& path) {
  std::vector<pipeline::Answer> answers;
  if (path.empty()) return answers;
  auto file = readers::TextFile::Open(path);
  if (!file) return Error{path + ": " + file.error()};
  std::string line;
  for (int number = 1; file->NextLine(line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    auto answer = pipeline::ParseAnswer(line);
    // An answer that cannot be read may be one that changes a verdict: nothing is screened without it.
    if (!answer) return Error{path + ':' + std::to_string(number) + ": " + answer.error()};
    answers.push_back(std::move(*answer));
  }
  if (!file->failure().empty()) return Error{path + ": " + file->failure()};
  return answers;
}

std::string Count(std::size_t n, std::string_view noun, std::string_view nouns) {
  return std::to_string(n) + ' ' + std::string(n == 1 ? noun : nouns);
}

// What was left out, in one line; "" when nothing was.
std::string SkippedText(int protocols, const readers::ReadReport& report) {
  std::string out;
  const auto add = [&](int n, std::string_view noun, std::string_view nouns) {
    if (n > 0) out += (out.empty() ? "" : ", ") + Count(static_cast<std::size_t>(n), noun, nouns);
  };
  add(protocols, "protocol", "protocols");
  add(report.skipped_files, "file or line of patient data", "files or lines of patient data");
  add(report.skipped_resources, report.noun, report.noun + "s");
  return out;
}

}  // namespace

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

  Protocols protocols = ReadProtocols(arguments.protocols);
  std::vector<pipeline::Reading> readings = pipeline::Read(std::move(protocols.documents), terms);
  const int mistaken = RemoveMistaken(readings);
  const int empty = ComplainOfEmpty(readings) + mistaken;
  std::erase_if(readings, [](const pipeline::Reading& reading) { return reading.logic->criteria.empty(); });
  if (readings.empty()) {
    Complain("no protocol to screen for; name a text file, a ClinicalTrials.gov study (JSON) or a folder of these");
    return kInputSkipped;
  }

  readers::ReadReport report;
  std::optional<writers::Output> side_file;
  if (!arguments.skipped.empty()) {
    auto side = writers::Output::Open(arguments.skipped);
    if (!side) {
      Complain(side.error());
      return kNoOutput;
    }
    side_file.emplace(std::move(*side));
    report.on_skipped = [&side_file](const readers::Skipped& skipped) { side_file->Write(skipped.ToJson() + '\n'); };
  }
  const auto records = readers::ReadPatients(arguments.patients, terms, {settings->timezone}, report);
  if (side_file && Close(*side_file) != kOk) return kNoOutput;
  for (const std::string& error : report.errors) Complain(error);
  for (const std::string& note : report.notes) Note(note);
  if (!records) {
    Complain(records.error());
    return kInputSkipped;
  }
  if (records->patients().empty()) {
    Complain(arguments.patients + ": no patient found; name FHIR R4 (a Bundle, NDJSON, a folder) or an OMOP folder");
    return kInputSkipped;
  }

  std::vector<std::string> unused;
  const pipeline::ScreenRequest request{*settings, std::move(*answers), arguments.pseudonymise};
  const pipeline::Screening screening = pipeline::Screen(std::move(readings), *records, terms, request, unused);
  for (const std::string& line : unused) Note(arguments.answers + ": " + line);
  // What cannot be written is reported by Close().
  (void)pipeline::PrintScreening(screening, *format, [&](std::string_view bytes) { return output.Write(bytes); });
  if (Close(output) != kOk) return kNoOutput;
  const std::string skipped = SkippedText(protocols.skipped + empty, report);
  if (skipped.empty() && report.errors.empty()) return kOk;
  Complain("not read: " + (skipped.empty() ? Count(report.errors.size(), "place", "places") : skipped));
  return arguments.keep_going ? kOk : kInputSkipped;
}

}  // namespace eligo::cli
