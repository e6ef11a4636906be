#include "apps/cli/screen_command.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/cli/inputs.h"
#include "apps/cli/judged_inputs.h"
#include "apps/cli/record_report.h"
#include "apps/cli/run_files.h"
#include "pipeline/print.h"
#include "pipeline/since.h"
#include "readers/patients.h"

namespace eligo::cli {
namespace {

// What is written must be no other output, and nothing that is read; a record may replace the one that it is compared with.
std::string Overwrites(const ScreenArguments& arguments) {
  const std::vector<std::pair<std::string_view, const std::string*>> outputs = {
      {"--out", &arguments.out}, {"--record", &arguments.record}, {"--skipped", &arguments.skipped}};
  std::vector<std::pair<std::string_view, const std::string*>> inputs = {
      {"--patients", &arguments.patients}, {"--answers", &arguments.answers}, {"--since", &arguments.since}};
  for (const std::string& protocol : arguments.protocols) inputs.emplace_back("--protocol", &protocol);
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    std::vector<std::pair<std::string_view, const std::string*>> others(outputs.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                                                        outputs.end());
    others.insert(others.end(), inputs.begin(), inputs.end());
    for (const auto& [option, path] : others) {
      if (outputs[i].first == "--record" && option == "--since") continue;
      if (SameFile(*outputs[i].second, *path))
        return std::string(outputs[i].first) + " and " + std::string(option) + " name one file; name two";
    }
  }
  return "";
}

// "" when the options go together.
std::string Contradiction(const ScreenArguments& arguments, pipeline::ScreenFormat format) {
  if (std::string problem = Overwrites(arguments); !problem.empty()) return problem;
  if (arguments.since.empty()) return "";
  if (format != pipeline::ScreenFormat::kText && format != pipeline::ScreenFormat::kJson)
    return "--since prints text or json; leave --format " + arguments.format + " out";
  // P-0007 is another patient where one more was read.
  if (arguments.pseudonymise) return "--since and --pseudonymise: pseudonyms mean other patients in another run; leave one of them out";
  return "";
}

}  // namespace

int RunScreen(const ScreenArguments& arguments) {
  const auto format = pipeline::ParseScreenFormat(arguments.format);
  const auto settings = pipeline::ParseSettings(arguments.settings);
  if (!format || !settings) {
    Complain(!format ? format.error() : settings.error());
    return kUsage;
  }
  if (const std::string contradiction = Contradiction(arguments, *format); !contradiction.empty()) {
    Complain(contradiction);
    return kUsage;
  }
  auto answers = ReadAnswers(arguments.answers);
  if (!answers) {
    Complain(answers.error());
    return kUsage;
  }
  std::optional<RunFile> since;
  if (!arguments.since.empty()) {
    auto opened = RunFile::Open(arguments.since);
    if (!opened) {
      Complain(opened.error());
      return kUsage;
    }
    since.emplace(std::move(*opened));
  }
  const auto ready = readers::ReadyToRead(arguments.patients);
  ExitCode status = kOk;
  auto opened = Open(arguments.terms, arguments.out, status);
  if (!opened) return status;
  const terms::Terms& terms = opened->terms;
  writers::Output& output = opened->output;
  std::optional<writers::Output> record_file;
  if (!arguments.record.empty()) {
    auto file = writers::Output::Open(arguments.record);
    if (!file) {
      Complain(file.error());
      return kNoOutput;
    }
    record_file.emplace(std::move(*file));
  }

  auto judging = ReadToJudge(arguments.protocols, terms, "to screen for");
  if (!judging) return kInputSkipped;
  const pipeline::ScreenRequest request{*settings, std::move(*answers), arguments.pseudonymise};
  if (since) {
    // Before the records, which may take long.
    const std::string not_comparable = NotComparable(since->lines().run(), pipeline::MakeRun(judging->readings, terms, request, {}));
    if (!not_comparable.empty()) {
      Complain(since->path() + ": " + not_comparable);
      return kUsage;
    }
  }

  readers::ReadReport report;
  const auto records = ReadRecords({arguments.patients, arguments.vocabulary, arguments.skipped}, judging->readings, terms, report, status);
  if (!records) return status;

  verdict::Run run;
  std::optional<pipeline::RunWriter> record;
  if (since || record_file) {
    auto inputs = InputsOf(arguments.patients, arguments.answers, arguments.vocabulary, judging->skipped, report);
    if (!inputs) {
      Complain(inputs.error());
      return kInputSkipped;
    }
    run = pipeline::MakeRun(judging->readings, terms, request, std::move(*inputs));
  }
  if (record_file) record.emplace(run, [&](std::string_view bytes) { return record_file->Write(bytes); });
  pipeline::RunWriter* recorded = record ? &*record : nullptr;

  std::vector<std::string> unused;
  const auto sink = [&](std::string_view bytes) { return output.Write(bytes); };
  // What cannot be written is reported by Close().
  if (since) {
    const auto page = *format == pipeline::ScreenFormat::kJson ? pipeline::PageFormat::kJson : pipeline::PageFormat::kText;
    (void)pipeline::ScreenSince(std::move(judging->readings), *records, terms, request, since->lines(), run, page, sink, unused, recorded);
    if (!since->lines().failure().empty()) {
      Complain(since->path() + ": " + since->lines().failure());
      return kUsage;
    }
  } else {
    (void)pipeline::ScreenTo(std::move(judging->readings), *records, terms, request, *format, sink, unused, recorded);
  }
  for (const std::string& line : unused) Note(arguments.answers + ": " + line);
  if (Close(output) != kOk) return kNoOutput;
  if (record) record->End(since ? "since " + arguments.format : arguments.format);
  if (record_file && Close(*record_file) != kOk) return kNoOutput;
  return TellNotRead(judging->skipped, report, arguments.keep_going);
}

}  // namespace eligo::cli
