// FunnelCommand: `eligo funnel`: protocols and patient records in, whom which criterion stops and what other bounds would change out.
#pragma once

#include <string>
#include <vector>

#include "pipeline/options.h"

namespace eligo::cli {

struct FunnelArguments {
  std::vector<std::string> protocols;
  std::string patients;
  pipeline::SettingsText settings;
  std::vector<std::string> sets;
  int suppress = 10;
  std::string format = "text";
  std::vector<std::string> terms;
  std::string out;
  bool keep_going = false;
};

// Returns the exit status.
int RunFunnel(const FunnelArguments& arguments);

}  // namespace eligo::cli
