// Model: the weights of a linear chain over hashed features, and the best labels they give a run of tokens.
//
// A feature is a 32-bit hash; what it is made of is known to whoever makes it (parse/mention_features.h), so the file holds numbers
// only. Whole numbers throughout: the same labels on every machine. The file is checksummed; compile_terms puts it into terms.bin, where
// it is mapped and read in place. Does not train (apps/train_mentions) and knows no text.
// Tested by test/tagger/*.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tagger/labels.h"

namespace eligo::tagger {

using Feature = std::uint32_t;  // never 0

// A run of tokens, each with its features.
struct Sequence {
  std::vector<Feature> features;
  std::vector<std::uint32_t> ends;  // of token i: features up to ends[i], from the end of the one before

  std::size_t size() const { return ends.size(); }
  std::span<const Feature> of(std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends[i - 1];
    return std::span(features).subspan(begin, ends[i] - begin);
  }
};

using Row = std::array<std::int8_t, kLabelCount>;

// What a trainer hands over and a file holds.
struct Weights {
  std::array<std::array<std::int16_t, kLabelCount>, kLabelCount> transitions{};  // [before][label]
  std::array<std::int16_t, kLabelCount> start{};
  std::vector<std::pair<Feature, Row>> rows;  // each feature once
};

// The bytes of a model file.
std::string ToBytes(const Weights& weights);

// Why the bytes are no model of ours: cut short, of another version, a checksum that differs; "" when they are sound.
std::string WhatIsWrong(std::string_view bytes);

class Model {
 public:
  // Of sound bytes, aligned to 4, which must outlive it; of none: no mention anywhere. Costs nothing.
  explicit Model(std::string_view bytes);

  bool empty() const { return slots_.empty(); }
  std::vector<Label> Tag(const Sequence& sequence) const;

 private:
  struct Slot {
    Feature feature;                      // 0: free
    std::array<std::int8_t, 24> weights;  // kLabelCount, rounded up
  };
  friend std::string ToBytes(const Weights& weights);

  std::array<std::array<std::int32_t, kLabelCount>, kLabelCount> transitions_{};  // [label][before]
  std::array<std::int32_t, kLabelCount> start_{};
  std::span<const Slot> slots_;  // open addressing; a power of two, some free
};

}  // namespace eligo::tagger
