#include "apps/cli/screen_command.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "apps/cli/inputs.h"
#include "apps/cli/read_records.h"
#include "pipeline/answers.h"
#include "pipeline/print.h"
#include "readers/fhir_input.h"
#include "readers/patients.h"
#include "readers/vocabulary.h"

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

// Lines that are none are counted: a download of many millions may have some, and none of them is the user's to mend.
Result<readers::Vocabulary> LoadVocabulary(const std::string& folder, const terms::Terms& terms) {
  std::string first;
  std::size_t skipped = 0;
  auto loaded = readers::Vocabulary::Load(folder, terms, [&](const std::string& place, const std::string& why) {
    if (skipped++ == 0) first = place + ": " + why;
  });
  if (!loaded) return loaded;
  if (skipped > 0) Note(fmt::format("{}, and {} lines more of the vocabulary were skipped", first, skipped - 1));
  Note(fmt::format("{}: places {} codes more, and {} names", folder, loaded->codes(), loaded->names()));
  return loaded;
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

  auto judging = ReadToJudge(arguments.protocols, terms, "to screen for");
  if (!judging) return kInputSkipped;

  std::optional<readers::Vocabulary> vocabulary;
  if (!arguments.vocabulary.empty()) {
    auto loaded = LoadVocabulary(arguments.vocabulary, terms);
    if (!loaded) {
      Complain(loaded.error());
      return kUsage;
    }
    vocabulary.emplace(std::move(*loaded));
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
  const readers::FhirOptions options{settings->timezone, vocabulary ? &*vocabulary : nullptr};
  const auto records =
      readers::ReadPatients(arguments.patients, terms, options, report, pipeline::NeededConcepts(judging->readings, terms));
  if (side_file && Close(*side_file) != kOk) return kNoOutput;
  TellReport(report);
  if (!records) {
    Complain(records.error());
    return kInputSkipped;
  }
  if (records->patients().empty()) {
    ComplainOfNoPatient(arguments.patients);
    return kInputSkipped;
  }

  std::vector<std::string> unused;
  const pipeline::ScreenRequest request{*settings, std::move(*answers), arguments.pseudonymise};
  // What cannot be written is reported by Close().
  (void)pipeline::ScreenTo(
      std::move(judging->readings), *records, terms, request, *format, [&](std::string_view bytes) { return output.Write(bytes); }, unused);
  for (const std::string& line : unused) Note(arguments.answers + ": " + line);
  if (Close(output) != kOk) return kNoOutput;
  const std::string left_out = NotRead(judging->skipped, report);
  if (left_out.empty()) return kOk;
  Complain("not read: " + left_out);
  return arguments.keep_going ? kOk : kInputSkipped;
}

}  // namespace eligo::cli
