// Progress: one line on standard error that is written over, on a terminal only.
#pragma once

#include <cstdint>
#include <string>

namespace eligo::cli {

class Progress {
 public:
  // "12 of 600 patients"; of an unknown number `all` is 0: "1200000 events".
  Progress(std::uint64_t all, std::string nouns);
  ~Progress();  // wipes the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Show(std::uint64_t done);

 private:
  std::uint64_t all_, step_ = ~std::uint64_t{0};
  std::string nouns_;
  bool shown_;
};

}  // namespace eligo::cli
