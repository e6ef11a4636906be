#include "apps/cli/inputs.h"

#include <filesystem>

#include "apps/cli/messages.h"
#include "readers/protocol.h"

namespace eligo::cli {

Result<terms::Terms> OpenTerms(const std::string& path) {
  if (!path.empty()) return terms::Terms::Open(path);
  std::error_code failed;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failed);
  if (failed) return Error{"cannot find terms.bin beside the program; name it with --terms"};
  const std::string beside = (program.parent_path() / "terms.bin").string();
  return terms::Terms::Open(beside);
}

}  // namespace eligo::cli
