// LintCommand: `eligo lint`: protocol texts in, what an editor would mend out.
#pragma once

#include <string>
#include <vector>

namespace eligo::cli {

struct LintArguments {
  std::vector<std::string> protocols;
  std::string format = "text";
  std::string severity = "warning";
  std::string fail_on;  // "" never fails for what was found
  std::vector<std::string> terms;
  std::string out;
  bool keep_going = false;
};

// Returns the exit status.
int RunLint(const LintArguments& arguments);

}  // namespace eligo::cli
