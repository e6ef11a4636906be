// RunFiles: the record of a run that a screening leaves (--record), and the one that it is compared with (--since).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/messages.h"
#include "pipeline/run.h"
#include "readers/fhir_input.h"
#include "readers/read_report.h"
#include "writers/output.h"

namespace eligo::cli {

// A record that was checked from end to end; its lines can be read once.
class RunFile {
 public:
  // The error names the file.
  static Result<RunFile> Open(const std::string& path);

  pipeline::RunLines& lines() { return *lines_; }
  const std::string& path() const { return path_; }

 private:
  RunFile(std::string path, std::shared_ptr<readers::TextFile> file, std::unique_ptr<pipeline::RunLines> lines)
      : path_(std::move(path)), file_(std::move(file)), lines_(std::move(lines)) {}

  std::string path_;
  std::shared_ptr<readers::TextFile> file_;
  std::unique_ptr<pipeline::RunLines> lines_;
};

// What a run was over, after it was read: `patients`, and `answers` and `vocabulary` unless they are "".
Result<pipeline::RunInputs> InputsOf(const std::string& patients, const std::string& answers, const std::string& vocabulary,
                                     int skipped_protocols, const readers::ReadReport& report);

}  // namespace eligo::cli
