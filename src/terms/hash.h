// Hash128: MurmurHash3 (x64, 128 bits) of a run of bytes.
//
// The checksum of the compiled terms and, as hex, their version. It finds damage and tells two
// versions apart; it is no signature: who can write the file can forge it.
// Tested by test/terms/terms_test.cc.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace eligo::terms {

struct Hash128 {
  std::uint64_t high = 0, low = 0;
  friend constexpr bool operator==(Hash128, Hash128) = default;
};

Hash128 HashBytes(std::string_view bytes);
std::string ToHex(Hash128 hash);  // 32 digits

}  // namespace eligo::terms
