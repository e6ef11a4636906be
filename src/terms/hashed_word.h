// A folded word with its hash, made once where a text is looked through for names.
#pragma once

#include <cstdint>
#include <string_view>

namespace eligo::terms {

// FNV-1a, 64 bits.
constexpr std::uint64_t HashWord(std::string_view word) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : word) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3;
  return hash;
}

struct HashedWord {
  HashedWord() = default;
  explicit HashedWord(std::string_view word) : text(word), hash(HashWord(word)) {}

  std::string_view text;
  std::uint64_t hash = 0;
};

}  // namespace eligo::terms
