// InOrder: parallel work whose results come one after the other.
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "pipeline/reading.h"

namespace eligo::pipeline {
namespace {

// `count` documents called "0", "1", ...
auto Documents(int count) {
  return [count, i = 0]() mutable -> std::optional<source::Document> {
    if (i == count) return std::nullopt;
    source::Document document;
    document.path = std::to_string(i++);
    return document;
  };
}

TEST(InOrder, TheOrderIsThatOfTheDocuments) {
  std::vector<std::string> paths;
  InOrder(Documents(300), [&](source::Document document) {
    if (document.path.ends_with('0')) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    return [&paths, path = document.path] { return paths.push_back(path), true; };
  });
  ASSERT_EQ(paths.size(), 300U);
  for (std::size_t i = 0; i < paths.size(); ++i) EXPECT_EQ(paths[i], std::to_string(i));
}

TEST(InOrder, NothingIsDoneBehindAFalse) {
  int done = 0;
  std::atomic<int> begun = 0;
  InOrder(Documents(100000), [&](const source::Document&) {
    ++begun;
    return [&done] { return ++done < 5; };
  });
  EXPECT_EQ(done, 5);
  EXPECT_LT(begun, 100000);
}

TEST(InOrder, NoDocuments) {
  InOrder(Documents(0), [](const source::Document&) -> std::function<bool()> {
    ADD_FAILURE();
    return [] { return true; };
  });
}

}  // namespace
}  // namespace eligo::pipeline
