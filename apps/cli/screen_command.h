// ScreenCommand: `eligo screen`: protocols and patient records in, verdicts and worklists out.
#pragma once

#include <string>
#include <vector>

#include "pipeline/options.h"

namespace eligo::cli {

struct ScreenArguments {
  std::vector<std::string> protocols;
  std::string patients;
  pipeline::SettingsText settings;
  std::string format = "text";
  std::vector<std::string> terms;
  std::string vocabulary;
  std::string answers;
  std::string out;
  std::string skipped;
  bool keep_going = false;
  bool pseudonymise = false;
};

// Returns the exit status.
int RunScreen(const ScreenArguments& arguments);

}  // namespace eligo::cli
