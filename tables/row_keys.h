// RowKeys: which of some keys a row has, a key being cells of several columns.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eligo::tables {

// A whole number or a text; of the other nothing stands there.
struct KeyCell {
  std::int64_t whole = 0;
  std::string_view text;
  bool operator==(const KeyCell&) const = default;
};

class RowKeys {
 public:
  // Of equal keys the first counts.
  void Add(std::span<const KeyCell> key) {
    if (2 * (size_ + 1) > slots_.size()) Grow();
    const std::uint64_t hash = HashOf(key);
    Slot& slot = slots_[At(hash, key)];
    if (slot.key == kNone) {
      slot = {hash, size_};
      for (const KeyCell& cell : key) cells_.push_back({cell.whole, cell.text.empty() ? cell.text : texts_.emplace_back(cell.text)});
    } else {
      cells_.resize(cells_.size() + key.size());  // its place, for those behind it
    }
    ++size_;
  }

  // The place of a key in the order of Add().
  std::optional<std::size_t> Find(std::span<const KeyCell> row) const {
    if (slots_.empty()) return std::nullopt;
    const Slot& slot = slots_[At(HashOf(row), row)];
    return slot.key == kNone ? std::nullopt : std::optional(slot.key);
  }

  std::size_t size() const { return size_; }

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};
  struct Slot {
    std::uint64_t hash = 0;
    std::size_t key = kNone;
  };

  static std::uint64_t HashOf(std::span<const KeyCell> key) {
    std::uint64_t hash = 0;
    for (const KeyCell& cell : key) {
      hash = (hash ^ static_cast<std::uint64_t>(cell.whole)) * 0x9e3779b97f4a7c15ULL;
      if (!cell.text.empty()) hash += std::hash<std::string_view>()(cell.text);
      hash ^= hash >> 29;
    }
    return hash;
  }

  // Where the key is, or the empty place for it.
  std::size_t At(std::uint64_t hash, std::span<const KeyCell> key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash) & mask;
    for (; slots_[at].key != kNone; at = (at + 1) & mask) {
      if (slots_[at].hash != hash) continue;
      const auto known = std::span(cells_).subspan(slots_[at].key * key.size(), key.size());
      if (std::equal(known.begin(), known.end(), key.begin())) break;
    }
    return at;
  }

  void Grow() {
    std::vector<Slot> old(slots_.empty() ? 64 : 2 * slots_.size());
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.key == kNone) continue;
      std::size_t at = static_cast<std::size_t>(slot.hash) & mask;
      while (slots_[at].key != kNone) at = (at + 1) & mask;
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;     // a power of two of them, at most half taken
  std::vector<KeyCell> cells_;  // of all keys, one after another
  std::deque<std::string> texts_;
  std::size_t size_ = 0;
};

}  // namespace eligo::tables
