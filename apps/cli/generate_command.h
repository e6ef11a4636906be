// GenerateCommand: `eligo generate`: synthetic patients into a folder, and beside it what is true of them.
#pragma once

#include <string>
#include <vector>

#include "pipeline/generation.h"

namespace eligo::cli {

struct GenerateArguments {
  pipeline::GenerationText text;
  std::string format = "fhir";
  std::string out;
  std::string truth;  // "" for OUT.truth.jsonl
  bool no_truth = false;
  bool gzip = false;
  std::vector<std::string> terms;
};

// Returns the exit status.
int RunGenerate(const GenerateArguments& arguments);

}  // namespace eligo::cli
