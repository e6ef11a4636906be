#include "readers/snapshot.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include "base/sha256.h"
#include "tables/postgres.h"

namespace eligo::readers {
namespace {

namespace fs = std::filesystem;

Error CannotBeRead(const std::string& path) { return Error{fmt::format("{}: cannot be read, so no run over it can be recorded", path)}; }

}  // namespace

Result<Snapshot> TakeSnapshot(const std::string& path) {
  Snapshot snapshot;
  snapshot.path = path;
  if (tables::Postgres::IsAddress(path)) {
    snapshot.path = tables::Postgres::NameOf(path);
    return snapshot;
  }
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    const auto hashed = HashFile(path);
    if (!hashed) return CannotBeRead(path);
    snapshot.files = 1;
    snapshot.bytes = hashed->bytes;
    snapshot.sha256 = hashed->sha256;
    return snapshot;
  }
  std::vector<std::string> files;  // relative
  fs::recursive_directory_iterator walk(path, error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    const bool hidden = walk->path().filename().string().starts_with('.');
    std::error_code unknown;
    if (hidden && walk->is_directory(unknown)) walk.disable_recursion_pending();
    if (!hidden && walk->is_regular_file(unknown)) files.push_back(walk->path().lexically_relative(path).generic_string());
  }
  if (error) return CannotBeRead(path);
  std::sort(files.begin(), files.end());
  std::vector<std::optional<FileHash>> hashed(files.size());
  tbb::parallel_for(std::size_t{0}, files.size(), [&](std::size_t i) { hashed[i] = HashFile((fs::path(path) / files[i]).string()); });
  Sha256 whole;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!hashed[i]) return CannotBeRead((fs::path(path) / files[i]).string());
    whole.Update(hashed[i]->sha256 + "  " + files[i] + '\n');
    snapshot.bytes += hashed[i]->bytes;
  }
  snapshot.files = files.size();
  snapshot.sha256 = whole.Hex();
  return snapshot;
}

}  // namespace eligo::readers
