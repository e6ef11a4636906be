#include "apps/cli/inputs.h"

#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "pipeline/language.h"
#include "pipeline/terms_lookup.h"
#include "readers/protocol.h"

namespace eligo::cli {

namespace {

Result<terms::Terms> OpenCompiled(const std::string& path) {
  if (!path.empty()) return terms::Terms::Open(path);
  std::error_code failed;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failed);
  if (failed) return Error{"cannot find terms.bin beside the program; name it with --terms"};
  return terms::Terms::Open((program.parent_path() / "terms.bin").string());
}

}  // namespace

bool IsSiteFile(const std::string& path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }

Result<terms::Terms> OpenTerms(const std::vector<std::string>& paths) {
  std::string compiled;
  std::vector<std::string> site;
  for (const std::string& path : paths) {
    if (IsSiteFile(path)) {
      site.push_back(path);
    } else if (!compiled.empty()) {
      return Error{fmt::format("--terms {} and {}: two compiled files; name one, and a site's own terms as .yaml", compiled, path)};
    } else {
      compiled = path;
    }
  }
  auto base = OpenCompiled(compiled);
  if (!base.ok() || site.empty()) return base;
  return pipeline::AddSiteTerms(*base, site);
}

std::optional<Opened> Open(const std::vector<std::string>& terms, const std::string& out, ExitCode& status) {
  auto opened = OpenTerms(terms);
  if (!opened) {
    Complain(opened.error());
    status = kUsage;
    return std::nullopt;
  }
  auto output = writers::Output::Open(out);
  if (!output) {
    Complain(output.error());
    status = kNoOutput;
    return std::nullopt;
  }
  return Opened{std::move(*opened), std::move(*output)};
}

bool SameFile(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return false;
  std::error_code ignored;
  const auto full = [&](const std::string& path) {
    return std::filesystem::weakly_canonical(std::filesystem::absolute(path, ignored), ignored);
  };
  return full(a) == full(b);
}

ExitCode Close(writers::Output& output) {
  const auto closed = output.Close();
  if (!closed) Complain(closed.error());
  return closed ? kOk : kNoOutput;
}

bool FoundNone(std::size_t documents, int skipped) {
  if (documents > 0 || skipped > 0) return false;
  Complain("no protocol found; name a text file, a ClinicalTrials.gov study (JSON) or a folder of these");
  return true;
}

Protocols ReadProtocols(const std::vector<std::string>& paths) {
  readers::ProtocolFiles files = readers::ReadProtocols(paths);
  for (const Error& error : files.errors) Complain(error.message);
  return {std::move(files.documents), static_cast<int>(files.errors.size())};
}

Worked WorkInOrder(const std::vector<std::string>& paths, const std::function<std::function<bool()>(source::Document)>& work) {
  readers::ProtocolStream stream(paths);
  Worked worked;
  const auto next = [&] {
    auto document = stream.Next();
    worked.documents += document.has_value();
    return document;
  };
  pipeline::InOrder(next, work);
  for (const Error& error : stream.errors()) Complain(error.message);
  worked.skipped = static_cast<int>(stream.errors().size());
  return worked;
}

int RemoveMistaken(std::vector<pipeline::Reading>& readings) {
  return static_cast<int>(std::erase_if(readings, [](const pipeline::Reading& reading) {
    const std::vector<std::string> errors = pipeline::LanguageErrors(reading);
    for (const std::string& error : errors) ComplainAt(error);
    return !errors.empty();
  }));
}

void ComplainOfEmpty(const std::string& path) {
  Complain(path + ": holds no eligibility criterion; name a text with inclusion or exclusion criteria");
}

int ComplainOfEmpty(const std::vector<pipeline::Reading>& readings) {
  int empty = 0;
  for (const pipeline::Reading& reading : readings) {
    if (!reading.source.items.empty()) continue;
    ComplainOfEmpty(reading.source.document.path);
    ++empty;
  }
  return empty;
}

std::optional<Judging> ReadToJudge(const std::vector<std::string>& paths, const terms::Terms& terms, std::string_view purpose) {
  Protocols protocols = ReadProtocols(paths);
  Judging judging{pipeline::Read(std::move(protocols.documents), terms), protocols.skipped};
  judging.skipped += RemoveMistaken(judging.readings);
  judging.skipped += ComplainOfEmpty(judging.readings);
  std::erase_if(judging.readings, [](const pipeline::Reading& reading) { return reading.logic->criteria.empty(); });
  if (!judging.readings.empty()) return judging;
  Complain(fmt::format("no protocol {}; name a text file, a ClinicalTrials.gov study (JSON) or a folder of these", purpose));
  return std::nullopt;
}

}  // namespace eligo::cli
