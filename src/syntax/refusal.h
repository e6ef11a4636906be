// Words that turn what a person is asked to do: "unwilling to", "cannot", "no planned pregnancy", "withdrew consent".
#pragma once

#include <string_view>

namespace eligo::syntax {

// A word of `words` refuses or denies. By whole words, whatever their case: "reasonable" is no "unable".
bool Refuses(std::string_view words);

}  // namespace eligo::syntax
