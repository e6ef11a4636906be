// Assets: the style sheet and the script that stand inside every HTML report. Both are complete: nothing is loaded.
#pragma once

#include <string_view>

namespace eligo::report {

extern const std::string_view kStyle;
extern const std::string_view kScript;

}  // namespace eligo::report
