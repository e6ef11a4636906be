#include "base/short_vector.h"

#include <gtest/gtest.h>

namespace eligo {
namespace {

std::vector<int> All(const ShortVector<int, 3>& list) { return {list.begin(), list.end()}; }

TEST(ShortVector, GrowsBeyondItsOwnPlaceAndShrinksBack) {
  ShortVector<int, 3> list;
  std::vector<int> expected;
  EXPECT_EQ(All(list), expected);
  for (int i = 0; i < 8; ++i) {
    list.push_back(i);
    expected.push_back(i);
    EXPECT_EQ(All(list), expected);
    EXPECT_EQ(list[expected.size() - 1], i);
  }
  for (const std::size_t size : {5U, 3U, 2U, 0U}) {
    list.Shorten(size);
    expected.resize(size);
    EXPECT_EQ(All(list), expected);
  }
  for (int i = 0; i < 5; ++i) list.push_back(10 + i);
  EXPECT_EQ(All(list), (std::vector<int>{10, 11, 12, 13, 14}));
}

TEST(ShortVector, WhatIsMovedIsCopied) {
  ShortVector<int, 3> list;
  for (int i = 0; i < 5; ++i) list.push_back(i);
  const ShortVector<int, 3> other = std::move(list);
  EXPECT_EQ(All(other), (std::vector<int>{0, 1, 2, 3, 4}));
  EXPECT_EQ(All(list), (std::vector<int>{0, 1, 2, 3, 4}));
}

}  // namespace
}  // namespace eligo
