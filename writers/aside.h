// Aside: a folder that is written beside its place and put there at the end, whole or not at all.
//
// A run that fails leaves what was there. A folder that exists is replaced only when it is empty or holds the mark by which this
// program knows its own, so that a slip of the finger deletes nobody's data.
// Tested by test/generate/folder_test.cc, test/cli/store_test.cc.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace eligo::writers {

class Aside {
 public:
  struct Kind {
    std::string_view mark;     // a file in it: ".eligo-generated"
    std::string_view foreign;  // what is said of a folder without it: "holds files that were not generated"
    bool durable = false;      // on the disk before the old one goes, though the power may fail
  };
  static Result<Aside> Open(const std::string& path, const Kind& kind);
  Aside(Aside&& other) noexcept;
  Aside& operator=(Aside&&) = delete;
  ~Aside();  // without Publish() nothing is left behind

  // Where to write until Publish().
  const std::string& folder() const { return aside_; }
  const std::string& target() const { return target_; }
  Result<Done> Publish();

 private:
  Aside(std::string target, std::string aside, bool durable) : target_(std::move(target)), aside_(std::move(aside)), durable_(durable) {}

  std::string target_, aside_;
  bool durable_;
};

// What errno says, in our words.
std::string WriteFailure(int error);

}  // namespace eligo::writers
