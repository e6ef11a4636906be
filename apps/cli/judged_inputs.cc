#include "apps/cli/judged_inputs.h"

#include <utility>

#include <fmt/format.h>

#include "apps/cli/inputs.h"
#include "apps/cli/record_report.h"
#include "readers/fhir_input.h"
#include "readers/patients.h"
#include "readers/vocabulary.h"

namespace eligo::cli {
namespace {

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

std::optional<records::Records> ReadRecords(const RecordsArguments& arguments, const std::vector<pipeline::Reading>& readings,
                                            const terms::Terms& terms, readers::ReadReport& report, ExitCode& status,
                                            std::string_view only) {
  std::optional<readers::Vocabulary> vocabulary;
  if (!arguments.vocabulary.empty()) {
    auto loaded = LoadVocabulary(arguments.vocabulary, terms);
    if (!loaded) {
      Complain(loaded.error());
      status = kUsage;
      return std::nullopt;
    }
    vocabulary.emplace(std::move(*loaded));
  }
  std::optional<writers::Output> side_file;
  if (!arguments.skipped.empty()) {
    auto side = writers::Output::Open(arguments.skipped);
    if (!side) {
      Complain(side.error());
      status = kNoOutput;
      return std::nullopt;
    }
    side_file.emplace(std::move(*side));
    report.on_skipped = [&side_file](const readers::Skipped& skipped) { side_file->Write(skipped.ToJson() + '\n'); };
  }
  const readers::FhirOptions options{vocabulary ? &*vocabulary : nullptr};
  auto records = readers::ReadPatients(arguments.patients, terms, options, report, pipeline::NeededConcepts(readings, terms), only);
  report.on_skipped = nullptr;  // it writes to the side file, which ends here
  if (side_file && Close(*side_file) != kOk) {
    status = kNoOutput;
    return std::nullopt;
  }
  TellReport(report);
  if (!records) {
    Complain(records.error());
    status = kInputSkipped;
    return std::nullopt;
  }
  if (records->patients().empty()) {
    ComplainOfNoPatient(arguments.patients);
    status = kInputSkipped;
    return std::nullopt;
  }
  return std::move(*records);
}

}  // namespace eligo::cli
