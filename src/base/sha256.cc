#include "base/sha256.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

#include <algorithm>
#include <bit>
#include <cstdio>
#include <memory>

namespace eligo {
namespace {

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
constexpr std::array<std::uint32_t, 64> kRounds = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

constexpr std::size_t kLengthBytes = 8;

}  // namespace

void Sha256::PlainBlock(State& state, const unsigned char* bytes) {
  std::array<std::uint32_t, 64> w{};
  for (std::size_t i = 0; i < 16; ++i) {
    w[i] = static_cast<std::uint32_t>(bytes[4 * i]) << 24U | static_cast<std::uint32_t>(bytes[4 * i + 1]) << 16U |
           static_cast<std::uint32_t>(bytes[4 * i + 2]) << 8U | static_cast<std::uint32_t>(bytes[4 * i + 3]);
  }
  for (std::size_t i = 16; i < 64; ++i) {
    const std::uint32_t s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3U);
    const std::uint32_t s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10U);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint32_t t1 = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & f) ^ (~e & g)) + kRounds[i] + w[i];
    const std::uint32_t t2 = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  const State add = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < add.size(); ++i) state[i] += add[i];
}

#if defined(__x86_64__)

namespace {

bool ProcessorHasIt() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  constexpr unsigned kSha = 1U << 29U;    // of b, leaf 7
  constexpr unsigned kSse41 = 1U << 19U;  // of c, leaf 1
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & kSse41) == 0) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & kSha) != 0;
}

}  // namespace

// Four rounds at a time: `first` holds a, b, e, f and `second` c, d, g, h, as the instructions take them.
__attribute__((target("sha,sse4.1"))) void Sha256::ProcessorBlock(State& state, const unsigned char* bytes) {
  const auto* words = reinterpret_cast<const __m128i*>(bytes);
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const __m128i dcba = _mm_shuffle_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(state.data())), 0xB1);
  const __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(state.data() + 4)), 0x1B);
  const __m128i first_before = _mm_alignr_epi8(dcba, hgfe, 8);
  const __m128i second_before = _mm_blend_epi16(hgfe, dcba, 0xF0);
  __m128i first = first_before;
  __m128i second = second_before;
  __m128i w[4];  // the last sixteen words of the schedule
  for (std::size_t i = 0; i < 16; ++i) {
    __m128i& now = w[i % 4];
    if (i < 4) {
      now = _mm_shuffle_epi8(_mm_loadu_si128(words + i), big_endian);
    } else {
      const __m128i last = w[(i + 3) % 4];
      const __m128i seven_back = _mm_alignr_epi8(last, w[(i + 2) % 4], 4);
      now = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(now, w[(i + 1) % 4]), seven_back), last);
    }
    const __m128i add = _mm_add_epi32(now, _mm_loadu_si128(reinterpret_cast<const __m128i*>(kRounds.data() + 4 * i)));
    second = _mm_sha256rnds2_epu32(second, first, add);
    first = _mm_sha256rnds2_epu32(first, second, _mm_shuffle_epi32(add, 0x0E));
  }
  first = _mm_add_epi32(first, first_before);
  second = _mm_add_epi32(second, second_before);
  const __m128i feba = _mm_shuffle_epi32(first, 0x1B);
  const __m128i dchg = _mm_shuffle_epi32(second, 0xB1);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data()), _mm_blend_epi16(feba, dchg, 0xF0));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data() + 4), _mm_alignr_epi8(dchg, feba, 8));
}

#else

namespace {
bool ProcessorHasIt() { return false; }
}  // namespace
void Sha256::ProcessorBlock(State& state, const unsigned char* bytes) { PlainBlock(state, bytes); }

#endif

Sha256::Sha256(By by) {
  static const bool kHasIt = ProcessorHasIt();
  block_ = by == By::kProcessor && kHasIt ? ProcessorBlock : PlainBlock;
}

void Sha256::Update(std::string_view bytes) {
  std::size_t held = length_ % kBlock;
  length_ += bytes.size();
  while (!bytes.empty()) {
    if (held == 0 && bytes.size() >= kBlock) {
      block_(state_, reinterpret_cast<const unsigned char*>(bytes.data()));
      bytes.remove_prefix(kBlock);
      continue;
    }
    const std::size_t take = std::min(kBlock - held, bytes.size());
    std::copy_n(bytes.begin(), take, rest_.begin() + static_cast<std::ptrdiff_t>(held));
    bytes.remove_prefix(take);
    held += take;
    if (held < kBlock) return;
    block_(state_, rest_.data());
    held = 0;
  }
}

std::string Sha256::Hex() const {
  Sha256 end = *this;
  // A bit, zeros, and the length in bits at the end of a block.
  std::string tail = "\x80";
  tail.resize(1 + (2 * kBlock - kLengthBytes - 1 - length_ % kBlock) % kBlock, '\0');
  for (std::size_t i = kLengthBytes; i-- > 0;) tail += static_cast<char>((8 * length_) >> (8 * i) & 0xFFU);
  end.Update(tail);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const std::uint32_t word : end.state_) {
    for (unsigned shift = 32; shift > 0; shift -= 4) out += kDigits[word >> (shift - 4) & 0xFU];
  }
  return out;
}

std::string Sha256Of(std::string_view bytes) {
  Sha256 hash;
  hash.Update(bytes);
  return hash.Hex();
}

std::optional<FileHash> HashFile(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (file == nullptr) return std::nullopt;
  constexpr std::size_t kPiece = std::size_t{256} * 1024;
  FileHash hashed;
  Sha256 hash;
  std::string piece(kPiece, '\0');
  while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), file.get())) {
    hash.Update(std::string_view(piece).substr(0, got));
    hashed.bytes += got;
  }
  if (std::ferror(file.get()) != 0) return std::nullopt;
  hashed.sha256 = hash.Hex();
  return hashed;
}

}  // namespace eligo
