#include "apps/cli/format_command.h"

#include "apps/cli/inputs.h"
#include "pipeline/language.h"

namespace eligo::cli {
namespace {

// False when it cannot be written; the reason is told.
bool WriteTo(const std::string& path, std::string_view bytes) {
  auto output = writers::Output::Open(path);
  if (!output) {
    Complain(output.error());
    return false;
  }
  output->Write(bytes);
  return Close(*output) == kOk;
}

}  // namespace

int RunFormat(const FormatArguments& arguments) {
  if (arguments.check && arguments.write) {
    Complain("--check and --write; give one of them");
    return kUsage;
  }
  const auto terms = OpenTerms(arguments.terms);
  if (!terms) {
    Complain(terms.error());
    return kUsage;
  }
  const Protocols files = ReadProtocols(arguments.files);
  int status = files.skipped > 0 ? kInputSkipped : kOk;
  std::string printed;
  for (const source::Document& document : files.documents) {
    if (!pipeline::IsLanguage(document)) {
      Complain(document.path + ": is no .eligo file; make one with `eligo parse --format eligo`");
      status = kInputSkipped;
      continue;
    }
    const pipeline::Formatted formatted = pipeline::FormatLanguage(document, *terms);
    for (const std::string& error : formatted.errors) ComplainAt(error);
    if (!formatted.errors.empty() || (formatted.changed && arguments.check)) status = kInputSkipped;
    if (formatted.changed && arguments.check) Complain(document.path + ": not in canonical form; run `eligo format --write`");
    if (formatted.changed && arguments.write && !WriteTo(document.path, formatted.text)) return kNoOutput;
    if (!arguments.check && !arguments.write) printed += formatted.text;
  }
  if (!printed.empty() && !WriteTo("", printed)) return kNoOutput;
  return status;
}

}  // namespace eligo::cli
