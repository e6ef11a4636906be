// HashSet: 64-bit hashes, eight bytes each and some room, for tens of millions of them.
#pragma once

#include <cstdint>
#include <vector>

namespace eligo::readers {

// Spreads the bits of a number over all of it (the finaliser of splitmix64).
constexpr std::uint64_t Mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

class HashSet {
 public:
  // False when it was there.
  bool Insert(std::uint64_t hash) {
    if (hash == 0) hash = 1;  // 0 is an empty place
    if (2 * (size_ + 1) > places_.size()) Grow();
    std::uint64_t& place = At(hash);
    if (place == hash) return false;
    place = hash;
    ++size_;
    return true;
  }

 private:
  std::uint64_t& At(std::uint64_t hash) {
    const std::size_t mask = places_.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash) & mask;
    while (places_[at] != 0 && places_[at] != hash) at = (at + 1) & mask;
    return places_[at];
  }
  void Grow() {
    std::vector<std::uint64_t> old(places_.empty() ? 1024 : 2 * places_.size());
    old.swap(places_);
    for (const std::uint64_t hash : old) {
      if (hash != 0) At(hash) = hash;
    }
  }

  std::vector<std::uint64_t> places_;
  std::size_t size_ = 0;
};

}  // namespace eligo::readers
