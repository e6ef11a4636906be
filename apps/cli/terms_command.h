// TermsCommand: `eligo terms`: how a name or a code is understood, and whether folders of terms are sound.
#pragma once

#include <string>
#include <vector>

namespace eligo::cli {

struct TermsArguments {
  std::vector<std::string> texts;  // of find
  std::vector<std::string> paths;  // of check: folders, files of a site
  std::vector<std::string> terms;  // a compiled file, files of a site
  std::string format = "text";
};

// Each returns the exit status.
int RunTermsFind(const TermsArguments& arguments);
int RunTermsCount(const TermsArguments& arguments);
int RunTermsCheck(const TermsArguments& arguments);

}  // namespace eligo::cli
