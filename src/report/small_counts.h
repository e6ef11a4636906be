// SmallCounts: counts of patients as they may be shown: a small one as "<10", and one whose rest is small as ">90".
//
// Nothing that is shown, taken from another, gives a small count: a count is held against every larger one that holds it.
// Tested by test/report/small_counts_test.cc.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace eligo::report {

struct Shown {
  enum class How {
    kExact,
    kBelow,   // "<10", and not none
    kAbove,   // ">90": all but fewer than 10
    kAtLeast  // ">=10"
  };
  How how = How::kExact;
  std::size_t count = 0;  // of kExact; else the bound

  bool exact() const { return how == How::kExact; }
  bool none() const { return exact() && count == 0; }
  std::string Text() const;
};

class SmallCounts {
 public:
  explicit SmallCounts(std::size_t least) : least_(least) {}

  std::size_t least() const { return least_; }
  bool Small(std::size_t count) const { return count > 0 && count < least_; }
  // `beside`: counts that hold this one, or that it holds, as they are shown; those that are not exact tell nothing.
  Shown Show(std::size_t count, const std::vector<Shown>& beside) const;
  // Classes of one whole. Where those that can be shown leave few of one beside them, the smallest are blurred too.
  std::vector<Shown> ShowClasses(const std::vector<std::size_t>& counts, const std::vector<Shown>& beside) const;

 private:
  std::size_t least_;
};

}  // namespace eligo::report
