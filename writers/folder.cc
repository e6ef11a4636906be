#include "writers/folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace eligo::writers {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = ".eligo-generated";
constexpr mode_t kReadWriteForAll = 0666;  // less the umask

}  // namespace

Result<Folder> Folder::Open(const std::string& path, const std::vector<std::string>& files) {
  auto aside = Aside::Open(path, {kMark, "holds files that were not generated"});
  if (!aside) return Error{aside.error()};
  Folder folder(std::move(*aside));
  std::vector<std::string> all = files;
  all.emplace_back(kMark);
  for (const std::string& file : all) {
    const int descriptor =
        ::open((folder.aside_.folder() + '/' + file).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kReadWriteForAll);
    if (descriptor < 0) return Error{path + ": cannot be written: " + WriteFailure(errno)};
    folder.descriptors_.push_back(descriptor);
  }
  return folder;
}

Folder::Folder(Folder&& other) noexcept
    : aside_(std::move(other.aside_)),
      descriptors_(std::exchange(other.descriptors_, {})),
      failure_(std::move(other.failure_)),
      bytes_(other.bytes_) {}

void Folder::CloseFiles() {
  for (const int descriptor : descriptors_)
    if (::close(descriptor) != 0 && failure_.empty()) failure_ = WriteFailure(errno);
  descriptors_.clear();
}

Folder::~Folder() { CloseFiles(); }

bool Folder::Write(std::size_t file, std::string_view bytes) {
  bytes_ += bytes.size();
  while (!bytes.empty() && failure_.empty()) {
    const ssize_t written = ::write(descriptors_[file], bytes.data(), bytes.size());
    if (written < 0) {
      if (errno != EINTR) failure_ = WriteFailure(errno);
    } else {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  return failure_.empty();
}

Result<Done> Folder::Close() {
  CloseFiles();
  if (!failure_.empty()) return Error{aside_.target() + ": the output is incomplete: " + failure_};
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(aside_.folder(), failed))
    if (entry.path().filename() != kMark && entry.is_regular_file(failed) && entry.file_size(failed) == 0) fs::remove(entry.path(), failed);
  return aside_.Publish();
}

}  // namespace eligo::writers
