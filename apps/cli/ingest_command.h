// IngestCommand: `eligo ingest`: patient records in, a STORE out.
#pragma once

#include <string>
#include <vector>

#include "pipeline/options.h"

namespace eligo::cli {

struct IngestArguments {
  std::string data;
  pipeline::SettingsText settings;  // the time zone alone
  std::vector<std::string> terms;
  std::string out;
  bool keep_going = false;
};

// Returns the exit status.
int RunIngest(const IngestArguments& arguments);

}  // namespace eligo::cli
