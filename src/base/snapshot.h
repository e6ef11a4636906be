// Snapshot: a file or a folder as it was, to be known again.
#pragma once

#include <cstddef>
#include <string>

namespace eligo {

struct Snapshot {
  std::string path;  // as it may be shown: of a server without user and password
  std::size_t files = 0, bytes = 0;
  std::string sha256;  // "" of a server, whose tables have no bytes to hash
};

}  // namespace eligo
