#include "writers/folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace eligo::writers {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = ".eligo-generated";
constexpr mode_t kReadWriteForAll = 0666;  // less the umask

std::string Reason(int error) { return error == ENOSPC ? "no space left on the device" : std::strerror(error); }

}  // namespace

Result<Folder> Folder::Open(const std::string& path, const std::vector<std::string>& files) {
  std::error_code failed;
  std::string target = path;
  while (target.size() > 1 && target.back() == '/') target.pop_back();
  if (target.empty()) return Error{"name a folder to write to"};
  if (fs::exists(target, failed)) {
    if (!fs::is_directory(target, failed)) return Error{path + ": is a file; name a folder to write to"};
    if (!fs::is_empty(target, failed) && !fs::exists(fs::path(target) / kMark, failed))
      return Error{path + ": holds files that were not generated; name a new folder or an empty one"};
  }
  Folder folder(target, target + ".part-" + std::to_string(::getpid()));
  if (!fs::create_directory(folder.aside_, failed))
    return Error{path + ": cannot be made: " + (failed ? failed.message() : "it is being written")};
  std::vector<std::string> all = files;
  all.emplace_back(kMark);
  for (const std::string& file : all) {
    const int descriptor = ::open((folder.aside_ + '/' + file).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kReadWriteForAll);
    if (descriptor < 0) return Error{path + ": cannot be written: " + Reason(errno)};
    folder.descriptors_.push_back(descriptor);
  }
  return folder;
}

Folder::Folder(Folder&& other) noexcept
    : target_(std::move(other.target_)),
      aside_(std::exchange(other.aside_, std::string())),
      descriptors_(std::exchange(other.descriptors_, {})),
      failure_(std::move(other.failure_)),
      bytes_(other.bytes_) {}

void Folder::CloseFiles() {
  for (const int descriptor : descriptors_)
    if (::close(descriptor) != 0 && failure_.empty()) failure_ = Reason(errno);
  descriptors_.clear();
}

Folder::~Folder() {
  CloseFiles();
  std::error_code ignored;
  if (!aside_.empty()) fs::remove_all(aside_, ignored);
}

bool Folder::Write(std::size_t file, std::string_view bytes) {
  bytes_ += bytes.size();
  while (!bytes.empty() && failure_.empty()) {
    const ssize_t written = ::write(descriptors_[file], bytes.data(), bytes.size());
    if (written < 0) {
      if (errno != EINTR) failure_ = Reason(errno);
    } else {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  return failure_.empty();
}

Result<Done> Folder::Close() {
  CloseFiles();
  if (!failure_.empty()) return Error{target_ + ": the output is incomplete: " + failure_};
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(aside_, failed))
    if (entry.path().filename() != kMark && entry.is_regular_file(failed) && entry.file_size(failed) == 0) fs::remove(entry.path(), failed);
  // The folder that is replaced is moved aside first: one of the two is whole at any moment.
  const std::string old = aside_ + ".old";
  const bool replaces = fs::exists(target_, failed);
  if (replaces) fs::rename(target_, old, failed);
  if (!failed) fs::rename(aside_, target_, failed);
  if (failed) {
    std::error_code ignored;
    if (replaces && !fs::exists(target_, ignored)) fs::rename(old, target_, ignored);
    return Error{target_ + ": cannot be replaced: " + failed.message()};
  }
  aside_.clear();
  if (replaces) fs::remove_all(old, failed);
  return Done{};
}

}  // namespace eligo::writers
