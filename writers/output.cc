#include "writers/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace eligo::writers {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 16;
constexpr mode_t kReadWriteForAll = 0666;  // less the umask

std::string Reason(int error) {
  switch (error) {
    case EPIPE: return "the reader closed the pipe";
    case ENOSPC: return "no space left on the device";
    case EACCES:
    case EPERM: return "permission denied";
    case ENOENT: return "no such folder";
    case EISDIR: return "is a folder";
    default: return std::strerror(error);
  }
}

// A link is followed, so that renaming replaces what it points to and not the link.
std::string Resolve(const std::string& path) {
  char* real = ::realpath(path.c_str(), nullptr);
  if (real == nullptr) return path;
  std::string out(real);
  std::free(real);
  return out;
}

}  // namespace

Result<Output> Output::Open(const std::string& path) {
  if (path.empty() || path == "-") return Output(STDOUT_FILENO, "", "");
  const std::string target = Resolve(path);
  struct stat status {};
  const bool exists = ::stat(target.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) return Error{target + ": is a folder; name a file to write to"};
  if (exists && !S_ISREG(status.st_mode)) {
    const int descriptor = ::open(target.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return Error{path + ": cannot be written: " + Reason(errno)};
    return Output(descriptor, target, "");
  }
  std::string aside = target + ".part-" + std::to_string(::getpid());
  const int descriptor = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kReadWriteForAll);
  if (descriptor < 0) return Error{path + ": cannot be written: " + Reason(errno) + "; name a file in a folder you may write to"};
  if (exists && ::fchmod(descriptor, status.st_mode & 07777) != 0) {
    // The old mode cannot be kept on this file system; the new file's own is the umask's.
    errno = 0;
  }
  return Output(descriptor, target, std::move(aside));
}

Output::Output(Output&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      target_(std::move(other.target_)),
      aside_(std::exchange(other.aside_, std::string())),
      buffer_(std::move(other.buffer_)),
      errno_(other.errno_) {}

Output::~Output() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  if (!aside_.empty()) ::unlink(aside_.c_str());
}

bool Output::Flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && errno_ == 0) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0) {
      if (errno != EINTR) errno_ = errno;
    } else {
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  buffer_.clear();
  return errno_ == 0;
}

bool Output::Write(std::string_view bytes) {
  if (errno_ != 0) return false;
  buffer_ += bytes;
  return buffer_.size() < kBufferBytes || Flush();
}

Error Output::Failed(std::string_view what) const {
  return Error{(target_.empty() ? "standard output" : target_) + ": " + std::string(what) + ": " + Reason(errno_)};
}

Result<Done> Output::Close() {
  if (!Flush()) return Failed("the output is incomplete");
  if (target_.empty()) return Done{};
  // A disk may report only now that it is full.
  if (::close(std::exchange(descriptor_, -1)) != 0) {
    errno_ = errno;
    return Failed("the output is incomplete");
  }
  if (!aside_.empty()) {
    if (std::rename(aside_.c_str(), target_.c_str()) != 0) {
      errno_ = errno;
      return Failed("cannot be replaced");
    }
    aside_.clear();
  }
  return Done{};
}

}  // namespace eligo::writers
