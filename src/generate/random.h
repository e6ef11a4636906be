// Random: the generator's own numbers: the same on every machine, for any number of threads and any shard.
//
// A patient has a stream of its own: splitmix64 of seed and patient number fills the state of xoshiro256** (Blackman and Vigna,
// 2018). Whole numbers only: no standard distribution, whose results differ between libraries, and no floating point. Two draws
// never stand in one expression, as the compiler chooses which goes first.
// Tested by test/generate/random_test.cc.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace eligo::generate {

class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream) {
    std::uint64_t state = Mix(seed) ^ Mix(~stream);
    for (std::uint64_t& word : state_) {
      state += kGolden;
      word = Mix(state);
    }
  }

  std::uint64_t Next() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  // 0 .. n - 1; n > 0.
  int Below(int n) { return static_cast<int>((Next() >> 32) * static_cast<std::uint64_t>(n) >> 32); }
  // low .. high, both inclusive.
  int Between(int low, int high) { return low + Below(high - low + 1); }
  // True in so many cases of 1,000.
  bool PerMille(int n) { return Below(1000) < n; }
  bool PerTenThousand(int n) { return Below(10000) < n; }
  // Near `mean`, four uniform numbers added up: standard deviation `deviation`, never further off than 3.5 of it.
  int Bell(int mean, int deviation) {
    // A uniform number within +-866 has the deviation 500, the sum of four 1,000.
    constexpr int kReach = 866;
    int sum = 0;
    for (int i = 0; i < 4; ++i) sum += Between(-kReach, kReach);
    return mean + sum * deviation / 1000;
  }
  template <typename T, std::size_t N>
  const T& Pick(const std::array<T, N>& choices) {
    return choices[static_cast<std::size_t>(Below(static_cast<int>(N)))];
  }

 private:
  static constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15;
  // The finalizer of splitmix64 (Steele, Lea and Flood, 2014).
  static constexpr std::uint64_t Mix(std::uint64_t x) {
    x += kGolden;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
    x = (x ^ x >> 27) * 0x94D049BB133111EB;
    return x ^ x >> 31;
  }

  std::array<std::uint64_t, 4> state_{};
};

}  // namespace eligo::generate
