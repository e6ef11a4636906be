#include "apps/cli/publish_command.h"

#include <optional>

#include <fmt/format.h>

#include "apps/cli/inputs.h"
#include "pipeline/publication.h"

namespace eligo::cli {

int RunPublish(const PublishArguments& arguments) {
  if (arguments.format != "cql") {
    Complain("unknown format `" + arguments.format + "`; known: `cql`");
    return kUsage;
  }
  if (SameFile(arguments.value_sets, arguments.out)) {
    Complain("--out and --valuesets name one file; give two");
    return kUsage;
  }
  ExitCode status = kOk;
  auto opened = Open(arguments.terms, arguments.out, status);
  if (!opened) return status;
  std::optional<writers::Output> value_sets;
  if (!arguments.value_sets.empty()) {
    auto output = writers::Output::Open(arguments.value_sets);
    if (!output) {
      Complain(output.error());
      return kNoOutput;
    }
    value_sets.emplace(std::move(*output));
  }
  Protocols protocols = ReadProtocols({arguments.protocol});
  if (FoundNone(protocols.documents.size(), protocols.skipped) || protocols.skipped > 0) return kInputSkipped;
  if (protocols.documents.size() > 1) {
    Complain(fmt::format("{}: {} protocols; a library is of one, name a file", arguments.protocol, protocols.documents.size()));
    return kUsage;
  }
  std::vector<pipeline::Reading> readings = pipeline::Read(std::move(protocols.documents), opened->terms);
  if (RemoveMistaken(readings) > 0 || ComplainOfEmpty(readings) > 0) return kInputSkipped;
  const pipeline::Publication publication = pipeline::PublishAsCql(readings.front(), opened->terms);
  opened->output.Write(publication.text);
  if (value_sets) value_sets->Write(publication.value_sets);
  for (const std::string& reason : publication.left_out) Note(fmt::format("{}: {}", arguments.protocol, reason));
  if (!publication.left_out.empty())
    Note(fmt::format("{}: {} of {} criteria are not in the library", arguments.protocol, publication.left_out.size(),
                     publication.left_out.size() + publication.written));
  if (value_sets && Close(*value_sets) != kOk) return kNoOutput;
  return Close(opened->output);
}

}  // namespace eligo::cli
