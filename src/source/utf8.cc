#include "source/utf8.h"

#include <cstdint>

namespace eligo::source {
namespace {

constexpr char32_t kBad = 0xFFFFFFFF;

// Decodes the sequence at `at` and moves past it; kBad leaves `at` where it was.
char32_t DecodeOne(std::string_view bytes, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
  const std::uint8_t lead = byte(at);
  int more = 0;
  char32_t value = 0;
  char32_t least = 0;  // below it the form is overlong
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  if (lead >= 0xC2 && lead < 0xE0) {
    more = 1, value = lead & 0x1F, least = 0x80;
  } else if (lead >= 0xE0 && lead < 0xF0) {
    more = 2, value = lead & 0x0F, least = 0x800;
  } else if (lead >= 0xF0 && lead < 0xF5) {
    more = 3, value = lead & 0x07, least = 0x10000;
  } else {
    return kBad;
  }
  if (at + static_cast<std::size_t>(more) >= bytes.size()) return kBad;
  for (int i = 1; i <= more; ++i) {
    const std::uint8_t next = byte(at + static_cast<std::size_t>(i));
    if ((next & 0xC0) != 0x80) return kBad;
    value = (value << 6) | (next & 0x3F);
  }
  if (value < least || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return kBad;
  at += static_cast<std::size_t>(more) + 1;
  return value;
}

}  // namespace

std::optional<std::u32string> DecodeUtf8(std::string_view bytes, std::size_t* bad_byte) {
  std::u32string text(bytes.size(), U'\0');  // a character a byte at most
  unsigned bits = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    bits |= byte;
    text[i] = byte;
  }
  if (bits < 0x80) return text;
  std::size_t size = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (const auto ascii = static_cast<unsigned char>(bytes[at]); ascii < 0x80) {
      text[size++] = ascii;
      ++at;
      continue;
    }
    const char32_t c = DecodeOne(bytes, at);
    if (c == kBad) {
      if (bad_byte != nullptr) *bad_byte = at;
      return std::nullopt;
    }
    text[size++] = c;
  }
  text.resize(size);
  if (size < bytes.size()) text.shrink_to_fit();
  return text;
}

std::string EncodeUtf8(std::u32string_view text) {
  const std::size_t characters = text.size();
  const char32_t* in = text.data();
  std::string ascii(characters, '\0');
  char* narrow = ascii.data();
  char32_t bits = 0;
  for (std::size_t i = 0; i < characters; ++i) {
    bits |= in[i];
    narrow[i] = static_cast<char>(in[i]);
  }
  if (bits < 0x80) return ascii;
  const auto length = [](char32_t c) -> std::size_t { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; };
  std::size_t size = 0;
  for (const char32_t c : text) size += length(c);
  std::string bytes(size, '\0');
  char* out = bytes.data();
  const auto put = [&](char32_t value) { *out++ = static_cast<char>(value); };
  for (const char32_t c : text) {
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0 | (c >> 6));
      put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      put(0xE0 | (c >> 12));
      put(0x80 | ((c >> 6) & 0x3F));
      put(0x80 | (c & 0x3F));
    } else {
      put(0xF0 | (c >> 18));
      put(0x80 | ((c >> 12) & 0x3F));
      put(0x80 | ((c >> 6) & 0x3F));
      put(0x80 | (c & 0x3F));
    }
  }
  return bytes;
}

}  // namespace eligo::source
