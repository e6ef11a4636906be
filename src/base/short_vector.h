// ShortVector: a list of plain values that needs no memory of its own while it is short. Tested by test/base/short_vector_test.cc.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace eligo {

template <class T, std::size_t kShort>
class ShortVector {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  // What is moved is copied: nothing is left half full.
  ShortVector() = default;
  ShortVector(const ShortVector&) = default;
  ShortVector& operator=(const ShortVector&) = default;

  void push_back(const T& value) {
    if (size_ == kShort) long_.assign(short_.begin(), short_.end());  // whatever stood there before
    if (size_ < kShort) {
      short_[size_] = value;
    } else {
      long_.push_back(value);
    }
    ++size_;
  }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* begin() { return size_ <= kShort ? short_.data() : long_.data(); }
  T* end() { return begin() + size_; }
  const T* begin() const { return size_ <= kShort ? short_.data() : long_.data(); }
  const T* end() const { return begin() + size_; }
  T& operator[](std::size_t at) { return begin()[at]; }
  const T& operator[](std::size_t at) const { return begin()[at]; }
  // Keeps the first `size` of them.
  void Shorten(std::size_t size) {
    if (size_ > kShort && size <= kShort) std::copy(long_.begin(), long_.begin() + static_cast<std::ptrdiff_t>(size), short_.begin());
    if (size > kShort) long_.resize(size);
    size_ = size;
  }

 private:
  std::array<T, kShort> short_{};
  std::vector<T> long_;
  std::size_t size_ = 0;
};

}  // namespace eligo
