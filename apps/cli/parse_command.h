// ParseCommand: `eligo parse`: protocol texts in, the logic read from them out.
#pragma once

#include <string>
#include <vector>

namespace eligo::cli {

struct ParseArguments {
  std::vector<std::string> protocols;
  std::string format = "text";
  std::string stop_after;  // "" is lint for JSON, bind for the rest: a person reads the logic here and asks `eligo lint` for the remarks
  std::vector<std::string> terms;
  std::string out;
  bool keep_going = false;
};

// Returns the exit status.
int RunParse(const ParseArguments& arguments);

}  // namespace eligo::cli
