// Gzip: a run of bytes as one member of a .gz file. Members one behind the other are a file.
//
// No clock and no name in it: the same bytes give the same bytes. Tested by test/generate/formats_test.cc.
#pragma once

#include <string>
#include <string_view>

namespace eligo::writers {

// "" of nothing.
std::string Gzip(std::string_view bytes);

}  // namespace eligo::writers
