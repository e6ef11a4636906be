// ParseCommand: `eligo parse`: protocol texts in, the logic read from them out.
#pragma once

#include <string>
#include <vector>

namespace eligo::cli {

struct ParseArguments {
  std::vector<std::string> protocols;
  std::string format = "text";
  std::string stop_after = "bind";
  std::string terms;
  std::string out;
  bool keep_going = false;
};

// Returns the exit status.
int RunParse(const ParseArguments& arguments);

}  // namespace eligo::cli
