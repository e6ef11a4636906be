// DiffCommand: `eligo diff OLD NEW`: two versions of a protocol in, what changed as logic out.
#pragma once

#include <string>
#include <vector>

namespace eligo::cli {

struct DiffArguments {
  std::string before, after;
  std::string format = "text";
  std::vector<std::string> terms;
  std::string out;
};

// Returns the exit status.
int RunDiff(const DiffArguments& arguments);

}  // namespace eligo::cli
