#include "test/text_cases.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include <gtest/gtest.h>

namespace eligo::test {
namespace {

std::string Trimmed(std::string s) {
  while (!s.empty() && (s.back() == '\n' || s.back() == ' ')) s.pop_back();
  return s;
}

std::vector<TextCase> ReadCases(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::vector<TextCase> cases;
  std::string line;
  bool output = false;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.rfind("=== ", 0) == 0) {
      cases.push_back({line.substr(4), "", "", path.filename().string(), number});
      output = false;
    } else if (!cases.empty() && !output && line == "---") {
      output = true;
    } else if (!cases.empty()) {
      (output ? cases.back().expected : cases.back().input) += line + "\n";
    }
  }
  for (TextCase& c : cases) {
    c.input = Trimmed(c.input);
    c.expected = Trimmed(c.expected);
  }
  return cases;
}

}  // namespace

void RunTextCases(const std::string& folder, const std::function<std::string(const TextCase&)>& stage) {
  const std::filesystem::path root = std::filesystem::path(ELIGO_SOURCE_DIR) / "test" / folder;
  const bool update = std::getenv("ELIGO_UPDATE") != nullptr;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::size_t count = 0;
  for (const std::filesystem::path& file : files) {
    std::string rewritten;
    for (const TextCase& c : ReadCases(file)) {
      ++count;
      const std::string got = Trimmed(stage(c));
      rewritten += "=== " + c.name + "\n" + c.input + "\n---\n" + got + "\n\n";
      if (!update) {
        EXPECT_EQ(got, c.expected) << folder << "/" << c.file << ":" << c.line << ": " << c.name;
      }
    }
    if (update) std::ofstream(file) << rewritten;
  }
  EXPECT_GT(count, 0U) << folder << " holds no case";
}

}  // namespace eligo::test
