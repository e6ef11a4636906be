// Words as numbers: what the grammar compares with.
//
// Every token is compared with hundreds of words, nearly always in vain. A word of up to eight characters is its own number, so that the
// comparison is exact; a longer one is a hash of 63 bits, as every word of the outline is. LetterStore keeps the characters of the words.
// Tested by test/parse/word_test.cc.
#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace eligo::parse {

class WordKey {
 public:
  constexpr WordKey() = default;
  // Of a literal, at compile time: t.Is("before").
  template <std::size_t N>
  // NOLINTNEXTLINE(google-explicit-constructor): a literal is a word
  consteval WordKey(const char (&literal)[N]) : value_(Of({literal, N - 1}).value_) {}
  static constexpr WordKey Of(std::string_view word) {
    WordKey key;
    if (word.size() <= 8) {
      if (std::is_constant_evaluated()) {
        for (std::size_t i = 0; i < word.size(); ++i) key.value_ |= std::uint64_t{static_cast<unsigned char>(word[i])} << (8 * i);
      } else {
        key.value_ = Short(word);
      }
      if ((key.value_ & kHashed) == 0) return key;
    }
    key.value_ = 14695981039346656037ULL;  // FNV-1a
    for (const char c : word) key.value_ = (key.value_ ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    key.value_ |= kHashed;
    return key;
  }
  constexpr std::uint64_t value() const { return value_; }
  // One of 64 bits: words of different bits are different.
  constexpr std::uint64_t bit() const { return std::uint64_t{1} << (value_ * 0x9E3779B97F4A7C15ULL >> 58); }
  friend constexpr bool operator==(WordKey, WordKey) = default;

 private:
  // The same number without a loop: two halves that may overlap.
  static std::uint64_t Short(std::string_view word) {
    const std::size_t size = word.size();
    if (size >= 4) {
      std::uint32_t low = 0, high = 0;
      std::memcpy(&low, word.data(), 4);
      std::memcpy(&high, word.data() + size - 4, 4);
      return low | std::uint64_t{high} << (8 * (size - 4));
    }
    if (size == 0) return 0;
    const auto byte = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(word[i])} << (8 * i); };
    return byte(0) | byte(size / 2) | byte(size - 1);
  }
  static_assert(std::endian::native == std::endian::little);
  static constexpr std::uint64_t kHashed = std::uint64_t{1} << 63;  // set in no short word: its characters are ASCII
  std::uint64_t value_ = 0;
};

// A word with its key. A view: its characters stand elsewhere.
class KeyedWord {
 public:
  constexpr KeyedWord() = default;
  explicit constexpr KeyedWord(std::string_view text) : text_(text), key_(WordKey::Of(text)) {}
  template <std::size_t N>
  // NOLINTNEXTLINE(google-explicit-constructor): a literal is a word
  consteval KeyedWord(const char (&literal)[N]) : KeyedWord(std::string_view(literal, N - 1)) {}

  constexpr WordKey key() const { return key_; }
  constexpr std::string_view text() const { return text_; }
  std::string str() const { return std::string(text_); }
  constexpr operator std::string_view() const { return text_; }  // NOLINT(google-explicit-constructor): it is one
  operator std::string() const { return str(); }                 // NOLINT(google-explicit-constructor): it is one
  constexpr bool empty() const { return text_.empty(); }
  constexpr std::size_t size() const { return text_.size(); }
  constexpr bool starts_with(std::string_view begin) const { return text_.starts_with(begin); }
  std::string substr(std::size_t from) const { return std::string(text_.substr(from)); }

  friend constexpr bool operator==(const KeyedWord& a, WordKey b) { return a.key_ == b; }
  template <typename T>
  requires std::same_as<T, std::string_view> || std::same_as<T, std::string>
  friend constexpr bool operator==(const KeyedWord& a, const T& b) { return a.text_ == b; }

 private:
  std::string_view text_;
  WordKey key_;
};

// Characters that stay where they are for as long as it lives.
class LetterStore {
 public:
  // Forgets all words; the memory serves again.
  void Clear() {
    if (blocks_.empty()) return;
    blocks_.resize(1);
    next_ = blocks_.front().get();
    free_ = kBlock;  // at least
  }
  // Room for `size` characters, to be filled in.
  char* Take(std::size_t size) {
    if (size > free_) {
      free_ = std::max(size, kBlock);
      blocks_.push_back(std::make_unique_for_overwrite<char[]>(free_));
      next_ = blocks_.back().get();
    }
    free_ -= size;
    return std::exchange(next_, next_ + size);
  }
  std::string_view Keep(std::string_view text) {
    char* at = Take(text.size());
    std::copy(text.begin(), text.end(), at);
    return {at, text.size()};
  }

 private:
  static constexpr std::size_t kBlock = 8192;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  std::size_t free_ = 0;
};

}  // namespace eligo::parse
