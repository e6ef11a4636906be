// TableText: tab-separated tables with comments, as those of data/instruments. What is wrong in them is a programmer's error (CHECK).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "units/rational.h"

namespace eligo::measure {

using TableRow = std::vector<std::string>;

// The parts between separators, trimmed of blanks; none of an empty text.
TableRow SplitText(std::string_view text, std::string_view separator);
// Lines but comments and the line of column names, each in its columns.
std::vector<TableRow> ReadTable(std::string_view text);
units::Rational ReadNumber(std::string_view text);

}  // namespace eligo::measure
