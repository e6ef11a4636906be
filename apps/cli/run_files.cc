#include "apps/cli/run_files.h"

#include <utility>

#include <fmt/format.h>

#include "readers/snapshot.h"

namespace eligo::cli {
namespace {

Result<std::shared_ptr<readers::TextFile>> OpenLines(const std::string& path) {
  auto file = readers::TextFile::Open(path);
  if (!file) return Error{fmt::format("{}: {}", path, file.error())};
  return std::make_shared<readers::TextFile>(std::move(*file));
}

pipeline::NextLine LinesOf(const std::shared_ptr<readers::TextFile>& file) {
  return [file](std::string& line) { return file->NextLine(line); };
}

}  // namespace

Result<RunFile> RunFile::Open(const std::string& path) {
  auto file = OpenLines(path);
  if (!file) return Error{file.error()};
  if (const auto checked = pipeline::RunLines::Check(LinesOf(*file)); !checked) return Error{fmt::format("{}: {}", path, checked.error())};
  file = OpenLines(path);
  if (!file) return Error{file.error()};
  auto lines = pipeline::RunLines::Open(LinesOf(*file));
  if (!lines) return Error{fmt::format("{}: {}", path, lines.error())};
  return RunFile(path, *file, std::make_unique<pipeline::RunLines>(std::move(*lines)));
}

Result<pipeline::RunInputs> InputsOf(const std::string& patients, const std::string& answers, const std::string& vocabulary,
                                     int skipped_protocols, const readers::ReadReport& report) {
  pipeline::RunInputs inputs;
  auto data = readers::TakeSnapshot(patients);
  if (!data) return Error{data.error()};
  inputs.data = std::move(*data);
  for (const auto& [path, of] : {std::pair(&answers, &inputs.answers), std::pair(&vocabulary, &inputs.vocabulary)}) {
    if (path->empty()) continue;
    auto snapshot = readers::TakeSnapshot(*path);
    if (!snapshot) return Error{snapshot.error()};
    *of = std::move(*snapshot);
  }
  inputs.not_read = {skipped_protocols, report.skipped_files, report.skipped_resources};
  return inputs;
}

}  // namespace eligo::cli
