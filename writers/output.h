// Output: where a command's result goes: standard output, or a file that appears whole or not at all.
//
// A file is written aside in the same folder and renamed over its name at the end, so a run that fails leaves the old file as it
// was. A name that is no regular file (a device, a pipe) is written directly. A closed pipe is an error like a full disk: the
// program must ignore SIGPIPE.
// Tested by test/cli/output_test.cc.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace eligo::writers {

class Output {
 public:
  // "" and "-" are standard output.
  static Result<Output> Open(const std::string& path);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();  // without Close() the file is not made

  // Buffered. False once writing has failed; Close() says why.
  bool Write(std::string_view bytes);
  // Flushes and, for a file, puts it in place.
  Result<Done> Close();

 private:
  Output(int descriptor, std::string target, std::string aside)
      : descriptor_(descriptor), target_(std::move(target)), aside_(std::move(aside)) {}
  bool Flush();
  Error Failed(std::string_view what) const;

  int descriptor_ = -1;
  std::string target_;  // "" for standard output
  std::string aside_;   // "" when written directly
  std::string buffer_;
  int errno_ = 0;  // of the first failure
};

}  // namespace eligo::writers
