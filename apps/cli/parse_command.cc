#include "apps/cli/parse_command.h"

#include <utility>

#include "apps/cli/inputs.h"
#include "apps/cli/messages.h"
#include "pipeline/print.h"
#include "writers/output.h"

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
  if (*format == pipeline::ParseFormat::kBrat && protocols.documents.size() > 1) {
    Complain("--format brat: " + std::to_string(protocols.documents.size()) + " protocols; its offsets belong to one file, name one");
    return kUsage;
  }
  std::vector<pipeline::Reading> readings = pipeline::Read(std::move(protocols.documents), *terms, *stage);
  const std::size_t all = readings.size() + static_cast<std::size_t>(protocols.skipped);
  int skipped = protocols.skipped + RemoveMistaken(readings);
  // A text without criteria is printed all the same, with its diagnostics: they say what was seen instead.
  skipped += ComplainOfEmpty(readings);
  const auto sink = [&](std::string_view bytes) { return output->Write(bytes); };
  for (const pipeline::Reading& reading : readings) {
    if (!pipeline::PrintReading(reading, *format, *terms, sink)) break;
  }
  if (const auto closed = output->Close(); !closed) {
    Complain(closed.error());
    return kNoOutput;
  }
  if (skipped == 0) return kOk;
  Complain(std::to_string(skipped) + " of " + std::to_string(all) + " protocols not read");
  // Nothing at all was read: that is no success, whatever was asked for.
  if (static_cast<std::size_t>(skipped) == all) return kInputSkipped;
  return arguments.keep_going ? kOk : kInputSkipped;
}

}  // namespace eligo::cli
