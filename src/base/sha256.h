// Sha256: FIPS 180-4, for saying that two files are the same file.
//
// Tested by test/base/sha256_test.cc.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eligo {

class Sha256 {
 public:
  // kPlain: without the processor's own instructions for it.
  enum class By { kProcessor, kPlain };
  explicit Sha256(By by = By::kProcessor);

  void Update(std::string_view bytes);
  // Of all bytes so far, as 64 small hexadecimal digits; more may follow.
  std::string Hex() const;

 private:
  static constexpr std::size_t kBlock = 64;
  using State = std::array<std::uint32_t, 8>;
  static void PlainBlock(State& state, const unsigned char* bytes);
  static void ProcessorBlock(State& state, const unsigned char* bytes);

  void (*block_)(State&, const unsigned char*);
  State state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, kBlock> rest_{};  // bytes that fill no block yet
  std::uint64_t length_ = 0;
};

std::string Sha256Of(std::string_view bytes);

struct FileHash {
  std::string sha256;
  std::size_t bytes = 0;
};
// Nothing for what cannot be read to its end.
std::optional<FileHash> HashFile(const std::string& path);

}  // namespace eligo
