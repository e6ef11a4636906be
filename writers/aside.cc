#include "writers/aside.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

namespace eligo::writers {
namespace {

namespace fs = std::filesystem;

// 0, or errno.
int Sync(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  const int failed = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return failed;
}

int SyncAll(const fs::path& folder) {
  std::error_code failed;
  for (fs::recursive_directory_iterator walk(folder, failed), end; !failed && walk != end; walk.increment(failed)) {
    if (const int error = Sync(walk->path().string()); error != 0) return error;
  }
  return failed ? failed.value() : Sync(folder.string());
}

bool IsMountPoint(const std::string& folder) {
  struct stat inside {};
  struct stat above {};
  return ::stat(folder.c_str(), &inside) == 0 && ::stat((fs::path(folder) / "..").c_str(), &above) == 0 && inside.st_dev != above.st_dev;
}

// 0, or errno.
int Exchange(const std::string& a, const std::string& b) {
#ifdef RENAME_EXCHANGE
  return ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0 ? 0 : errno;
#else
  return ENOSYS;
#endif
}

}  // namespace

std::string WriteFailure(int error) {
  return error == ENOSPC ? "no space left on the device" : error == EFBIG ? "the file is too large" : std::strerror(error);
}

Result<Aside> Aside::Open(const std::string& path, const Kind& kind) {
  std::error_code failed;
  std::string target = path;
  while (target.size() > 1 && target.back() == '/') target.pop_back();
  if (target.empty()) return Error{"name a folder to write to"};
  // A link stays one: what it points to is replaced.
  if (fs::is_symlink(target, failed)) {
    const fs::path real = fs::canonical(target, failed);
    if (failed) return Error{path + ": is a link to nothing; name a folder to write to"};
    target = real.string();
  }
  if (fs::exists(target, failed)) {
    if (IsMountPoint(target)) return Error{path + ": is where a disk is mounted, and cannot be replaced; name a folder in it"};
    if (!fs::is_directory(target, failed)) return Error{path + ": is a file; name a folder to write to"};
    if (!fs::is_empty(target, failed) && !fs::exists(fs::path(target) / kind.mark, failed))
      return Error{path + ": " + std::string(kind.foreign) + "; name a new folder or an empty one"};
  }
  // In a container every run has the same process number, and one that was killed leaves its folder.
  constexpr int kTries = 1000;
  std::string aside;
  bool made = false;
  failed.clear();
  for (int i = 0; i < kTries && !made && !failed; ++i) {
    aside = target + ".part-" + std::to_string(::getpid()) + (i == 0 ? std::string() : "-" + std::to_string(i));
    made = fs::create_directory(aside, failed);
  }
  if (!made) return Error{path + ": cannot be made: " + (failed ? failed.message() : "remove the " + target + ".part-* of earlier runs")};
  return Aside(std::move(target), std::move(aside), kind.durable);
}

Aside::Aside(Aside&& other) noexcept
    : target_(std::move(other.target_)), aside_(std::exchange(other.aside_, std::string())), durable_(other.durable_) {}

Aside::~Aside() {
  std::error_code ignored;
  if (!aside_.empty()) fs::remove_all(aside_, ignored);
}

Result<Done> Aside::Publish() {
  if (const int error = durable_ ? SyncAll(aside_) : 0; error != 0)
    return Error{target_ + ": the output is incomplete: " + WriteFailure(error)};
  std::error_code failed;
  if (!fs::exists(target_, failed)) {
    fs::rename(aside_, target_, failed);
    if (failed) return Error{target_ + ": cannot be made: " + failed.message()};
  } else if (Exchange(aside_, target_) == 0) {
    fs::remove_all(aside_, failed);
  } else {
    // A file system that cannot exchange: one of the two is whole at any moment.
    const std::string old = aside_ + ".old";
    fs::rename(target_, old, failed);
    if (!failed) fs::rename(aside_, target_, failed);
    if (failed) {
      std::error_code ignored;
      if (!fs::exists(target_, ignored)) fs::rename(old, target_, ignored);
      return Error{target_ + ": cannot be replaced: " + failed.message()};
    }
    fs::remove_all(old, failed);
  }
  aside_.clear();
  if (durable_) {
    const std::string parent = fs::path(target_).parent_path().string();
    (void)Sync(parent.empty() ? "." : parent);
  }
  return Done{};
}

}  // namespace eligo::writers
