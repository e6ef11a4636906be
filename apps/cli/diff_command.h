// DiffCommand: `eligo diff OLD NEW`: two versions of a protocol in, what changed as logic out, and for which patients.
#pragma once

#include <string>
#include <vector>

#include "apps/cli/judged_inputs.h"
#include "pipeline/options.h"

namespace eligo::cli {

struct DiffArguments {
  std::string before, after;
  RecordsArguments records;  // of "" no patients are judged
  pipeline::SettingsText settings;
  std::string answers;
  std::string format = "text";
  std::vector<std::string> terms;
  std::string out;
  bool keep_going = false;
};

// Returns the exit status.
int RunDiff(const DiffArguments& arguments);

}  // namespace eligo::cli
