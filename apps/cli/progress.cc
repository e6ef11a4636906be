#include "apps/cli/progress.h"

#include <unistd.h>

#include <cstdio>
#include <utility>

#include <fmt/format.h>

namespace eligo::cli {

Progress::Progress(std::uint64_t all, std::string nouns) : all_(all), nouns_(std::move(nouns)), shown_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::Show(std::uint64_t done) {
  constexpr std::uint64_t kStep = 100'000;
  const std::uint64_t step = all_ > 0 ? done * 100 / all_ : done / kStep;
  if (!shown_ || step == step_) return;
  step_ = step;
  const std::string line = all_ > 0 ? fmt::format("\r{} of {} {}", done, all_, nouns_) : fmt::format("\r{} {}", done, nouns_);
  std::fputs(line.c_str(), stderr);
}

}  // namespace eligo::cli
