// SeenHashes: what was met, by hashes of its name and of its content, sixteen bytes each and some room, for tens of millions of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace eligo::readers {

class SeenHashes {
 public:
  enum class Was : std::uint8_t { kNew, kOther, kSame };  // other: the name was there, with other contents

  Was Insert(std::uint64_t name, std::uint64_t content) {
    if (name == 0) name = 1;  // 0 is an empty place
    if (2 * (size_ + 1) > places_.size()) Grow();
    Was was = Was::kNew;
    const std::size_t mask = places_.size() - 1;
    std::size_t at = static_cast<std::size_t>(name) & mask;
    for (; places_[at].name != 0; at = (at + 1) & mask) {
      if (places_[at].name != name) continue;
      if (places_[at].content == content) return Was::kSame;
      was = Was::kOther;
    }
    places_[at] = {name, content};
    ++size_;
    return was;
  }

 private:
  struct Place {
    std::uint64_t name = 0, content = 0;
  };
  void Grow() {
    std::vector<Place> old(places_.empty() ? 1024 : 2 * places_.size());
    old.swap(places_);
    const std::size_t mask = places_.size() - 1;
    for (const Place& place : old) {
      if (place.name == 0) continue;
      std::size_t at = static_cast<std::size_t>(place.name) & mask;
      while (places_[at].name != 0) at = (at + 1) & mask;
      places_[at] = place;
    }
  }

  std::vector<Place> places_;
  std::size_t size_ = 0;
};

}  // namespace eligo::readers
