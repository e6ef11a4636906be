// Mix: spreads the bits of a number, so that a table of hashes stays even.
#pragma once

#include <cstdint>

namespace eligo::readers {

// The finaliser of splitmix64.
constexpr std::uint64_t Mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

}  // namespace eligo::readers
