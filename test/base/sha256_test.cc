#include "base/sha256.h"

#include <gtest/gtest.h>

namespace eligo {
namespace {

// The examples of FIPS 180-4, and a length at which the padding takes a block of its own.
TEST(Sha256, KnownMessages) {
  EXPECT_EQ(Sha256Of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256Of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256Of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(Sha256Of(std::string(1000000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, PiecesOfAnySizeGiveTheHashOfTheWhole) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += static_cast<char>('a' + i % 26);
  for (std::size_t length = 0; length <= text.size(); ++length) {
    const std::string whole = Sha256Of(std::string_view(text).substr(0, length));
    for (const std::size_t piece : {1, 7, 63, 64, 65, 200}) {
      Sha256 hash;
      for (std::size_t at = 0; at < length; at += piece) {
        hash.Update(std::string_view(text).substr(at, std::min(piece, length - at)));
        (void)hash.Hex();  // changes nothing
      }
      ASSERT_EQ(hash.Hex(), whole) << length << ' ' << piece;
    }
  }
}

// With and without the instructions of the processor; where it has none both are the plain way.
TEST(Sha256, TheProcessorsWayIsThePlainWay) {
  std::string text;
  for (unsigned i = 0; i < 1000; ++i) text += static_cast<char>(i * i * 7 >> 3);
  for (std::size_t length = 0; length <= text.size(); length += 13) {
    Sha256 plain(Sha256::By::kPlain);
    plain.Update(std::string_view(text).substr(0, length));
    EXPECT_EQ(Sha256Of(std::string_view(text).substr(0, length)), plain.Hex()) << length;
  }
}

}  // namespace
}  // namespace eligo
