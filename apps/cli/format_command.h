// FormatCommand: `eligo format`: .eligo files into their canonical form, comments kept.
#pragma once

#include <string>
#include <vector>

namespace eligo::cli {

struct FormatArguments {
  std::vector<std::string> files;
  bool check = false;  // print nothing, exit with 1 when a file is not in canonical form
  bool write = false;  // replace the files
  std::vector<std::string> terms;
};

// Returns the exit status.
int RunFormat(const FormatArguments& arguments);

}  // namespace eligo::cli
