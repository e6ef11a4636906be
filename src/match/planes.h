// Planes: truth for 64 patients a word, as two bits (is_true, is_false); both unset is unknown.
//
// Kleene's connectives are plain bit operations on them. The tree walk is logic/kleene.h, the same that
// judges one patient, with Lanes as its value.
// Tested by test/match/tree_test.cc at batch sizes 1, 63, 64 and 2048.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/truth.h"
#include "logic/kleene.h"

namespace eligo::match {

struct Lanes {
  std::uint64_t is_true = 0, is_false = 0;
};
constexpr Lanes And(Lanes a, Lanes b) { return {a.is_true & b.is_true, a.is_false | b.is_false}; }
constexpr Lanes Or(Lanes a, Lanes b) { return {a.is_true | b.is_true, a.is_false & b.is_false}; }
constexpr Lanes Not(Lanes a) { return {a.is_false, a.is_true}; }

// One truth per patient of a batch.
class Column {
 public:
  static constexpr std::size_t kLanes = 64;
  explicit Column(std::size_t patients) : patients_(patients), words_((patients + kLanes - 1) / kLanes) {}

  std::size_t size() const { return patients_; }
  std::size_t words() const { return words_.size(); }
  Lanes word(std::size_t w) const { return words_[w]; }
  void set_word(std::size_t w, Lanes lanes) { words_[w] = lanes; }

  Truth Get(std::size_t patient) const;
  void Set(std::size_t patient, Truth truth);

 private:
  std::size_t patients_;
  std::vector<Lanes> words_;
};

// The tree's truth for every patient; leaves[n] is the column of its n-th leaf, all of one length.
Column EvaluateColumns(const logic::Expression& tree, logic::Side side, const std::vector<Column>& leaves, std::size_t patients);

}  // namespace eligo::match

template <>
struct eligo::logic::Constant<eligo::match::Lanes> {
  static constexpr eligo::match::Lanes True() { return {~std::uint64_t{0}, 0}; }
  static constexpr eligo::match::Lanes False() { return {0, ~std::uint64_t{0}}; }
};
