#include "apps/cli/parse_command.h"

#include <string>
#include <utility>
#include <vector>

#include "apps/cli/inputs.h"
#include "pipeline/language.h"
#include "pipeline/print.h"

namespace eligo::cli {

int RunParse(const ParseArguments& arguments) {
  const auto format = pipeline::ParseParseFormat(arguments.format);
  const auto stage = pipeline::ParseStage(!arguments.stop_after.empty() ? arguments.stop_after
                                          : arguments.format == "json"  ? "lint"
                                                                        : "bind");
  if (!format || !stage) {
    Complain(!format ? format.error() : stage.error());
    return kUsage;
  }
  if (*format == pipeline::ParseFormat::kEligo && *stage != pipeline::Stage::kBind) {
    Complain("--format eligo with --stop-after " + arguments.stop_after + "; only a protocol read to the end has logic to write");
    return kUsage;
  }
  ExitCode status = kOk;
  auto opened = Open(arguments.terms, arguments.out, status);
  if (!opened) return status;
  const terms::Terms& terms = opened->terms;
  writers::Output& output = opened->output;

  const pipeline::Reader reader(terms, *stage);
  std::vector<std::string> mistakes;  // a .eligo file with one is not printed: its logic is not what a person meant
  std::vector<std::string> empty;     // printed all the same, with its diagnostics: they say what was seen instead
  int mistaken = 0;
  std::string only;  // of brat, whose offsets belong to one file: written when there was no second
  const auto work = [&](source::Document document) {
    const pipeline::Reading reading = reader.Read(std::move(document));
    std::vector<std::string> errors = pipeline::LanguageErrors(reading);
    std::string text;
    const auto add = [&](std::string_view bytes) { return text += bytes, true; };
    if (errors.empty()) pipeline::PrintReading(reading, *format, terms, add);
    std::string path = reading.source.items.empty() ? reading.source.document.path : "";
    return [&, errors = std::move(errors), text = std::move(text), path = std::move(path)] {
      mistakes.insert(mistakes.end(), errors.begin(), errors.end());
      mistaken += !errors.empty();
      if (errors.empty() && !path.empty()) empty.push_back(path);
      if (*format != pipeline::ParseFormat::kBrat) return output.Write(text);
      if (only.empty()) only = text;
      return true;
    };
  };
  const Worked worked = WorkInOrder(arguments.protocols, work);
  if (FoundNone(static_cast<std::size_t>(worked.documents), worked.skipped)) return kInputSkipped;
  if (*format == pipeline::ParseFormat::kBrat && worked.documents > 1) {
    Complain("--format brat: " + std::to_string(worked.documents) + " protocols; its offsets belong to one file, name one");
    return kUsage;
  }
  if (!only.empty()) output.Write(only);
  for (const std::string& mistake : mistakes) ComplainAt(mistake);
  for (const std::string& path : empty) ComplainOfEmpty(path);
  const int skipped = worked.skipped + mistaken + static_cast<int>(empty.size());
  const int all = worked.documents + worked.skipped;
  if (Close(output) != kOk) return kNoOutput;
  if (skipped == 0) return kOk;
  Complain(std::to_string(skipped) + " of " + std::to_string(all) + " protocols not read");
  // Nothing at all was read: that is no success, whatever was asked for.
  if (skipped == all) return kInputSkipped;
  return arguments.keep_going ? kOk : kInputSkipped;
}

}  // namespace eligo::cli
