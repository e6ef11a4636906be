// LeafKey: what patients have in common who share a leaf's truth, as bytes one after the other, and what they hash to.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace eligo::match {

// Of at most kMost bytes: the caller keeps to them.
template <std::size_t kMost>
class LeafKey {
 public:
  void Append(std::uint32_t value, std::size_t bytes) {
    static_assert(std::endian::native == std::endian::little);  // the low bytes stand in front
    std::memcpy(bytes_.data() + size_, &value, sizeof value);
    size_ += bytes;
  }
  std::string_view text() const { return {bytes_.data(), size_}; }
  std::uint64_t Hash() {
    std::memset(bytes_.data() + size_, 0, sizeof(std::uint64_t));
    std::uint64_t hash = size_;
    for (std::size_t at = 0; at < size_; at += sizeof hash) {
      std::uint64_t part = 0;
      std::memcpy(&part, bytes_.data() + at, sizeof part);
      hash = (hash ^ part) * 0x9e3779b97f4a7c15;
      hash ^= hash >> 32;
    }
    return hash;
  }

 private:
  std::array<char, kMost + sizeof(std::uint64_t)> bytes_;
  std::size_t size_ = 0;
};

}  // namespace eligo::match
