// Text cases: tests that anyone can read.
//
// A file holds cases: a line `=== name`, the input, a line `---`, what the stage prints for it. With ELIGO_UPDATE=1 in the
// environment (`make update`) the printed part is rewritten; the difference is then read by a person before it is committed.
#pragma once

#include <functional>
#include <string>

namespace eligo::test {

struct TextCase {
  std::string name;
  std::string input;     // with its line ends, without the last one
  std::string expected;  // the same
  std::string file;      // for messages
  int line = 0;          // of `=== name`
};

// Runs every case of every *.txt file of `folder` (relative to test/) through `stage`, and fails where the output differs. Fails,
// too, when the folder holds no case: a suite that tests nothing must not pass.
void RunTextCases(const std::string& folder, const std::function<std::string(const TextCase&)>& stage);

}  // namespace eligo::test
