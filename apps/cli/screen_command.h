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
  std::string record;  // where the record of this run is written; "" for nowhere
  std::string since;   // the record of the run to compare with; "" for none
  bool keep_going = false;
  bool pseudonymise = false;
};

// Returns the exit status.
int RunScreen(const ScreenArguments& arguments);

}  // namespace eligo::cli
