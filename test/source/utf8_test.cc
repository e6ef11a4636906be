#include "source/utf8.h"

#include <string>

#include <gtest/gtest.h>

#include "source/protocol.h"

namespace eligo::source {
namespace {

TEST(Utf8, RoundTrip) {
  const std::string bytes = "a\u00e9\u2265\U0001F600\r\n\ufeff";
  const std::optional<std::u32string> text = DecodeUtf8(bytes);
  ASSERT_TRUE(text);
  EXPECT_EQ(text->size(), 7U);
  EXPECT_EQ(EncodeUtf8(*text), bytes);
}

TEST(Utf8, EveryCodePoint) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const std::u32string one(1, c);
    EXPECT_EQ(DecodeUtf8(EncodeUtf8(one)), one);
  }
}

TEST(Utf8, WhatIsNone) {
  for (const std::string bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80",
                                "\xF5\x80\x80\x80", "\xFF", "\xE2\x89", "\xC3("}) {
    std::size_t at = 99;
    EXPECT_FALSE(DecodeUtf8("ab" + bad, &at)) << at;
    EXPECT_EQ(at, 2U);
  }
}

TEST(Text, ClampsToTheDocument) {
  Document document;
  document.text = U"a≥b";
  EXPECT_EQ(Text(document, {1, 2}), "≥");
  EXPECT_EQ(Text(document, {0, 99}), "a≥b");
  EXPECT_EQ(Text(document, {5, 9}), "");
  EXPECT_EQ(Text(document, {-3, 1}), "a");
}

}  // namespace
}  // namespace eligo::source
