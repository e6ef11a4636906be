#include "readers/snapshot.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include "base/sha256.h"
#include "tables/postgres.h"

namespace eligo::readers {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = std::size_t{256} * 1024;

struct Hashed {
  std::string hash;  // "" when it could not be read
  std::size_t bytes = 0;
};

Hashed HashFile(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (file == nullptr) return {};
  Hashed hashed;
  Sha256 hash;
  std::string piece(kPiece, '\0');
  while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), file.get())) {
    hash.Update(std::string_view(piece).substr(0, got));
    hashed.bytes += got;
  }
  if (std::ferror(file.get()) == 0) hashed.hash = hash.Hex();
  return hashed;
}

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
    const Hashed hashed = HashFile(path);
    if (hashed.hash.empty()) return CannotBeRead(path);
    snapshot.files = 1;
    snapshot.bytes = hashed.bytes;
    snapshot.sha256 = hashed.hash;
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
  std::vector<Hashed> hashed(files.size());
  tbb::parallel_for(std::size_t{0}, files.size(), [&](std::size_t i) { hashed[i] = HashFile((fs::path(path) / files[i]).string()); });
  Sha256 whole;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (hashed[i].hash.empty()) return CannotBeRead((fs::path(path) / files[i]).string());
    whole.Update(hashed[i].hash + "  " + files[i] + '\n');
    snapshot.bytes += hashed[i].bytes;
  }
  snapshot.files = files.size();
  snapshot.sha256 = whole.Hex();
  return snapshot;
}

}  // namespace eligo::readers
