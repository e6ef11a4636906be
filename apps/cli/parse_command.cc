#include "apps/cli/parse_command.h"

#include <utility>

#include "apps/cli/inputs.h"
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

  Protocols protocols = ReadProtocols(arguments.protocols);
  if (FoundNone(protocols.documents.size(), protocols.skipped)) return kInputSkipped;
  if (*format == pipeline::ParseFormat::kBrat && protocols.documents.size() > 1) {
    Complain("--format brat: " + std::to_string(protocols.documents.size()) + " protocols; its offsets belong to one file, name one");
    return kUsage;
  }
  std::vector<pipeline::Reading> readings = pipeline::Read(std::move(protocols.documents), terms, *stage);
  const std::size_t all = readings.size() + static_cast<std::size_t>(protocols.skipped);
  int skipped = protocols.skipped + RemoveMistaken(readings);
  // A text without criteria is printed all the same, with its diagnostics: they say what was seen instead.
  skipped += ComplainOfEmpty(readings);
  const auto sink = [&](std::string_view bytes) { return output.Write(bytes); };
  for (const pipeline::Reading& reading : readings) {
    if (!pipeline::PrintReading(reading, *format, terms, sink)) break;
  }
  if (Close(output) != kOk) return kNoOutput;
  if (skipped == 0) return kOk;
  Complain(std::to_string(skipped) + " of " + std::to_string(all) + " protocols not read");
  // Nothing at all was read: that is no success, whatever was asked for.
  if (static_cast<std::size_t>(skipped) == all) return kInputSkipped;
  return arguments.keep_going ? kOk : kInputSkipped;
}

}  // namespace eligo::cli
