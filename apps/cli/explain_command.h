// ExplainCommand: `eligo explain`: one patient and protocols in, the pages that say why out.
#pragma once

#include <string>
#include <vector>

#include "apps/cli/judged_inputs.h"
#include "pipeline/options.h"

namespace eligo::cli {

struct ExplainArguments {
  std::string patient;
  std::vector<std::string> protocols;
  RecordsArguments records;
  pipeline::SettingsText settings;
  std::vector<std::string> criteria;
  bool all = false;
  std::string format = "text";
  std::vector<std::string> terms;
  std::string answers;
  std::string out;
  bool keep_going = false;
};

// Returns the exit status.
int RunExplain(const ExplainArguments& arguments);

}  // namespace eligo::cli
