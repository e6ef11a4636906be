// ProfileCommand: `eligo profile`: protocols and patient records in, what the records hold for them out.
#pragma once

#include <string>
#include <vector>

#include "pipeline/options.h"

namespace eligo::cli {

struct ProfileArguments {
  std::vector<std::string> protocols;
  std::string patients;
  pipeline::SettingsText settings;
  int suppress = 10;
  std::string format = "text";
  std::vector<std::string> terms;
  std::string out;
  bool keep_going = false;
};

// Returns the exit status.
int RunProfile(const ProfileArguments& arguments);

}  // namespace eligo::cli
