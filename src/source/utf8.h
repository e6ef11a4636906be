// UTF-8 <-> code points. Offsets of eligo count code points; files hold bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace eligo::source {

// Nothing when the bytes are not UTF-8 (overlong forms and surrogates are not); `bad_byte`, if given, gets the first offending offset.
std::optional<std::u32string> DecodeUtf8(std::string_view bytes, std::size_t* bad_byte = nullptr);
std::string EncodeUtf8(std::u32string_view text);

}  // namespace eligo::source
