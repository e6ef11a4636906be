// Folder: a result of several files, appended to side by side; it appears whole or not at all (aside.h).
//
// Tested by test/generate/folder_test.cc.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "writers/aside.h"

namespace eligo::writers {

class Folder {
 public:
  // Makes the files, empty. Names without folders.
  static Result<Folder> Open(const std::string& path, const std::vector<std::string>& files);
  Folder(Folder&& other) noexcept;
  Folder& operator=(Folder&&) = delete;
  ~Folder();  // without Close() nothing is left behind

  // Appends to the i-th file; a file that nothing is appended to is not made. False once writing has failed; Close() says why.
  bool Write(std::size_t file, std::string_view bytes);
  Result<Done> Close();
  std::uint64_t bytes() const { return bytes_; }

 private:
  explicit Folder(Aside aside) : aside_(std::move(aside)) {}
  void CloseFiles();

  Aside aside_;
  std::vector<int> descriptors_;
  std::string failure_;
  std::uint64_t bytes_ = 0;
};

}  // namespace eligo::writers
