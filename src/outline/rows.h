// Rows: lines -> rows.
//
// Joins what was wrapped, splits what was run together (headings and lists in the middle of a line), and decides with the
// neighbours in view whether a marker is one: "2.5 x ULN" at the start of a wrapped line is none, "3.7 <= SLEDAI <= 12"
// after item 2 is item 3.
// Tested by test/outline/rows.txt.
#pragma once

#include <vector>

#include "outline/lines.h"
#include "outline/row.h"

namespace eligo::outline {

std::vector<Row> MakeRows(View text, const Lines& lines);

}  // namespace eligo::outline
