#include "tagger/model.h"

#include <string>

#include <gtest/gtest.h>

namespace eligo::tagger {
namespace {

constexpr std::size_t kDrug = 1;

Weights Small() {
  Weights w;
  Row drug{}, more{};
  drug[Begin(kDrug)] = 50;
  more[Inside(kDrug)] = 60;
  w.rows = {{7, drug}, {8, more}, {0x80000007u, Row{}}};
  return w;
}

Sequence Tokens(std::initializer_list<std::vector<Feature>> tokens) {
  Sequence s;
  for (const auto& features : tokens) {
    s.features.insert(s.features.end(), features.begin(), features.end());
    s.ends.push_back(static_cast<std::uint32_t>(s.features.size()));
  }
  return s;
}

TEST(Model, LabelsBeginsAndInsides) {
  const std::string bytes = ToBytes(Small());
  ASSERT_EQ(WhatIsWrong(bytes), "");
  const Model model(bytes);
  EXPECT_FALSE(model.empty());
  EXPECT_EQ(model.Tag(Tokens({{1}, {7, 2}, {8}, {3}})), (std::vector<Label>{kOutside, Begin(kDrug), Inside(kDrug), kOutside}));
}

// A mention goes on only where it has begun, whatever the weights of the token say.
TEST(Model, InsideNeedsABeginning) {
  const std::string bytes = ToBytes(Small());
  const Model model(bytes);
  EXPECT_EQ(model.Tag(Tokens({{8}})), std::vector<Label>{kOutside});
  EXPECT_EQ(model.Tag(Tokens({{1}, {8}})), (std::vector<Label>{Begin(kDrug), Inside(kDrug)}));
}

TEST(Model, SameInSameOut) {
  EXPECT_EQ(ToBytes(Small()), ToBytes(Small()));
  const std::string bytes = ToBytes(Small());
  const Sequence run = Tokens({{1, 7}, {8, 9}, {7}});
  EXPECT_EQ(Model(bytes).Tag(run), Model(bytes).Tag(run));
}

TEST(Model, OfNoBytesMarksNothing) {
  const Model none("");
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none.Tag(Tokens({{7}, {8}})), (std::vector<Label>{kOutside, kOutside}));
  EXPECT_TRUE(none.Tag({}).empty());
}

TEST(Model, SaysWhatIsWrong) {
  const std::string bytes = ToBytes(Small());
  EXPECT_EQ(WhatIsWrong(""), "0 bytes, shorter than a header");
  EXPECT_EQ(WhatIsWrong(std::string(5000, 'x')), "not a model of mentions");
  EXPECT_NE(WhatIsWrong(bytes.substr(0, bytes.size() - 1)).find("cut short"), std::string::npos);
  for (std::size_t at = 40; at < bytes.size(); at += 97) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    EXPECT_EQ(WhatIsWrong(damaged), "checksum differs, the file is damaged") << at;
  }
  std::string other = bytes;
  other[8] = 9;
  EXPECT_EQ(WhatIsWrong(other), "format version 9, this program reads 1");
}

}  // namespace
}  // namespace eligo::tagger
