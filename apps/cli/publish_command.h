// PublishCommand: `eligo publish PROTOCOL`: a protocol in, its logic in another language out.
#pragma once

#include <string>
#include <vector>

namespace eligo::cli {

struct PublishArguments {
  std::string protocol;
  std::string format = "cql";
  std::string value_sets;  // a file; "" for none
  std::vector<std::string> terms;
  std::string out;
};

// Returns the exit status.
int RunPublish(const PublishArguments& arguments);

}  // namespace eligo::cli
