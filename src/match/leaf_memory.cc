#include "match/leaf_memory.h"

#include <limits>
#include <utility>

namespace eligo::match {

bool LeafMemory::GivesUp() {
  const bool useful = asked_ < kFewTried || (asked_ < kTried ? 16 * found_ > asked_ : 4 * found_ > asked_);
  if (!useful && taken_ != 0) {
    entries_ = std::vector<Entry>();  // `= {}` would keep the memory
    keys_ = std::string();
    *budget_ += std::exchange(taken_, 0);
  }
  return !useful;
}

LeafMemory::Entry& LeafMemory::EntryOf(std::string_view key, std::uint64_t hash) {
  const std::size_t mask = entries_.size() - 1;
  std::size_t at = hash & mask;
  while (entries_[at].size != 0) {
    const Entry& entry = entries_[at];
    if (entry.hash == hash && key == std::string_view(keys_).substr(entry.at, entry.size)) break;
    at = (at + 1) & mask;
  }
  return entries_[at];
}

bool LeafMemory::TakeBytesFor(std::string_view key) {
  const std::int64_t bytes = kOfEntry + static_cast<std::int64_t>(key.size());
  const bool full = key.size() > std::numeric_limits<std::uint16_t>::max() ||
                    keys_.size() > std::numeric_limits<std::uint32_t>::max() - std::numeric_limits<std::uint16_t>::max();
  if (full || *budget_ < bytes) return false;
  *budget_ -= bytes;
  taken_ += bytes;
  return true;
}

void LeafMemory::Remember(std::string_view key, std::uint64_t hash, std::uint8_t truth) {
  if (2 * (used_ + 1) > entries_.size()) {
    std::vector<Entry> old(2 * entries_.size());
    old.swap(entries_);
    const std::size_t mask = entries_.size() - 1;
    for (const Entry& entry : old) {
      std::size_t at = entry.hash & mask;
      while (entries_[at].size != 0) at = (at + 1) & mask;
      if (entry.size != 0) entries_[at] = entry;
    }
  }
  Entry& entry = EntryOf(key, hash);
  entry = {hash, static_cast<std::uint32_t>(keys_.size()), static_cast<std::uint16_t>(key.size()), truth};
  keys_ += key;
  ++used_;
}

}  // namespace eligo::match
