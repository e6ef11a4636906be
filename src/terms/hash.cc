#include "terms/hash.h"

#include <bit>
#include <cstring>

#include <fmt/format.h>

namespace eligo::terms {
namespace {

constexpr std::uint64_t kC1 = 0x87c37b91114253d5;
constexpr std::uint64_t kC2 = 0x4cf5ad432745937f;

std::uint64_t MixFirst(std::uint64_t k) { return std::rotl(k * kC1, 31) * kC2; }
std::uint64_t MixSecond(std::uint64_t k) { return std::rotl(k * kC2, 33) * kC1; }

std::uint64_t Finish(std::uint64_t k) {
  k = (k ^ (k >> 33)) * 0xff51afd7ed558ccd;
  k = (k ^ (k >> 33)) * 0xc4ceb9fe1a85ec53;
  return k ^ (k >> 33);
}

}  // namespace

Hash128 HashBytes(std::string_view bytes) {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  std::size_t at = 0;
  for (; at + 16 <= bytes.size(); at += 16) {
    std::uint64_t block[2];
    std::memcpy(block, bytes.data() + at, 16);
    first = (std::rotl(first ^ MixFirst(block[0]), 27) + second) * 5 + 0x52dce729;
    second = (std::rotl(second ^ MixSecond(block[1]), 31) + first) * 5 + 0x38495ab5;
  }
  if (at < bytes.size()) {
    std::uint64_t block[2] = {0, 0};  // the rest, filled up with zeros; the length below tells it apart
    std::memcpy(block, bytes.data() + at, bytes.size() - at);
    second ^= MixSecond(block[1]);
    first ^= MixFirst(block[0]);
  }
  first ^= bytes.size();
  second ^= bytes.size();
  first += second;
  second += first;
  first = Finish(first);
  second = Finish(second);
  first += second;
  second += first;
  return {first, second};
}

std::string ToHex(Hash128 hash) { return fmt::format("{:016x}{:016x}", hash.high, hash.low); }

}  // namespace eligo::terms
