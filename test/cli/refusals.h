// Refusals: command lines that get one clear line, a status and no output.
#pragma once

#include <vector>

#include <gtest/gtest.h>

#include "test/cli/program.h"

namespace eligo::cli::test {

struct Refusal {
  std::string arguments;
  int status;
  std::string says;  // part of the line
};

inline void ExpectRefusals(const Folder& folder, const std::string& command, const std::vector<Refusal>& refusals) {
  for (const Refusal& refusal : refusals) {
    const Ran ran = folder.Run(command + ' ' + refusal.arguments);
    EXPECT_EQ(ran.status, refusal.status) << refusal.arguments << '\n' << ran.err;
    EXPECT_EQ(ran.ErrorLines().size(), 1u) << ran.err;
    EXPECT_NE(ran.err.find(refusal.says), std::string::npos) << ran.err;
    EXPECT_EQ(ran.out, "");
  }
}

}  // namespace eligo::cli::test
