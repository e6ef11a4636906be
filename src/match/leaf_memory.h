// LeafMemory: truths of a leaf for patients asked before, by what they have in common. Of one thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "match/silent.h"

namespace eligo::match {

class LeafMemory {
 public:
  // Bytes that the memories of all leaves and threads may still take together. What no longer fits is asked of the kernel.
  using Budget = std::atomic<std::int64_t>;

  explicit LeafMemory(Budget& budget) : budget_(&budget) {}

  // Which of the 64 patients asked for last have rows, of what any of them has: `present(n, word)`, of `count` things.
  struct Here {
    std::size_t what = 0;
    std::uint64_t who = 0;
  };
  template <class Present>
  const std::vector<Here>& HereIn(std::size_t word, std::size_t count, const Present& present) {
    if (word_ == word) return here_;
    word_ = word;
    here_.clear();
    for (std::size_t n = 0; n < count; ++n) {
      if (const std::uint64_t who = present(n, word); who != 0) here_.push_back({n, who});
    }
    return here_;
  }

  // Whether it was not worth it so far: who is hardly ever found among a few hundred will not be among thousands. Then it forgets all.
  bool GivesUp();
  // The truth of those with this key: remembered, or `ask()` and remembered, packed. Nothing where the kernel must be asked.
  template <class Ask>
  std::optional<LeafTruth> Find(std::string_view key, std::uint64_t hash, const Ask& ask) {
    if (entries_.empty()) entries_.resize(kFirst);
    if (const Entry& entry = EntryOf(key, hash); entry.size != 0) {
      const auto truth = Unpacked(entry.truth);
      if (truth) ++found_;
      return truth;
    }
    if (!TakeBytesFor(key)) return std::nullopt;
    const std::uint8_t packed = ask();
    Remember(key, hash, packed);
    return Unpacked(packed);
  }
  void Asked() { ++asked_; }

 private:
  static constexpr std::size_t kFewTried = 256, kTried = 4096, kFirst = 64;
  static constexpr std::int64_t kOfEntry = 64;  // beside its key
  // Where a key stands in keys_, and its truth; of no size: nothing stands here.
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t at = 0;
    std::uint16_t size = 0;
    std::uint8_t truth = 0;
  };
  Entry& EntryOf(std::string_view key, std::uint64_t hash);
  // Takes what one more needs out of the budget; false where too little is left.
  bool TakeBytesFor(std::string_view key);
  // Of one that it has not.
  void Remember(std::string_view key, std::uint64_t hash, std::uint8_t truth);

  Budget* budget_;
  std::int64_t taken_ = 0;
  std::vector<Entry> entries_;  // by hash; a power of two
  std::size_t used_ = 0;
  std::string keys_;
  std::size_t asked_ = 0, found_ = 0;
  std::size_t word_ = ~std::size_t{0};
  std::vector<Here> here_;
};

}  // namespace eligo::match
