#include "apps/cli/terms_command.h"

#include <utility>

#include <fmt/format.h>

#include "apps/cli/inputs.h"
#include "pipeline/terms_lookup.h"

namespace eligo::cli {

int RunTermsFind(const TermsArguments& arguments) {
  const auto format = pipeline::ParsePageFormat(arguments.format);
  if (!format) {
    Complain(format.error());
    return kUsage;
  }
  ExitCode status = kOk;
  auto opened = Open(arguments.terms, "", status);
  if (!opened) return status;
  bool none = false;
  bool first = true;
  for (const std::string& text : arguments.texts) {
    const pipeline::TermsLookup lookup = pipeline::LookUp(opened->terms, text);
    none = none || lookup.found.empty();
    if (!std::exchange(first, false) && *format == pipeline::PageFormat::kText) opened->output.Write("\n");
    opened->output.Write(pipeline::PrintLookup(lookup, opened->terms, *format));
  }
  if (Close(opened->output) != kOk) return kNoOutput;
  return none ? kInputSkipped : kOk;
}

int RunTermsCount(const TermsArguments& arguments) {
  ExitCode status = kOk;
  auto opened = Open(arguments.terms, "", status);
  if (!opened) return status;
  opened->output.Write(pipeline::CountTerms(opened->terms));
  return Close(opened->output);
}

int RunTermsCheck(const TermsArguments& arguments) {
  std::vector<std::string> folders;
  std::vector<std::string> site;
  for (const std::string& path : arguments.paths) (IsSiteFile(path) ? site : folders).push_back(path);
  pipeline::TermsCheck check;
  if (!folders.empty()) check = pipeline::CheckTerms(folders);
  if (!site.empty() && check.errors.empty()) {
    const auto base = folders.empty() ? OpenTerms(arguments.terms) : pipeline::CompiledTerms(folders);
    if (!base) {
      Complain(base.error());
      return kUsage;
    }
    check = pipeline::CheckSiteTerms(*base, site);
  }
  for (const std::string& error : check.errors) Complain(error);
  auto output = writers::Output::Open("");
  if (!output) {
    Complain(output.error());
    return kNoOutput;
  }
  output->Write(check.errors.empty() ? fmt::format("sound: {}\n", check.counts) : fmt::format("{} mistakes\n", check.errors.size()));
  if (Close(*output) != kOk) return kNoOutput;
  return check.errors.empty() ? kOk : kInputSkipped;
}

}  // namespace eligo::cli
