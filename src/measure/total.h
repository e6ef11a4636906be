// Total: what the items known so far make of an instrument, as the interval of totals it may be (contract section 4.7).
//
// An item that nobody answered gives from nothing to its points. Whatever is asked of the total is asked of the interval: true, false,
// or unknown, and then Deciding() names the items that would settle it.
// Tested by test/measure/total_test.cc.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/truth.h"
#include "measure/instrument.h"
#include "records/row.h"

namespace eligo::measure {

// What is known of one item: whether it holds, and its points, from low to high.
struct Finding {
  Truth holds = Truth::kUnknown;
  units::Rational low, high;
  bool known() const { return low == high && Known(holds); }
};

Finding NotAnswered(const Item& item, int column);
Finding Absent();
// Whole points; of a graded item NotAnswered, unless `scored` says how much.
Finding Present(const Item& item, int column);
// As scored: nothing where no item of this instrument can be scored so (3 of an item that gives 0 or 4). 1 of an item that gives more
// is taken as ticked; the points of either column say that it holds.
std::optional<Finding> Scored(const Item& item, int column, const units::Rational& points);

// Findings are in the order of the instrument's items; column 1 is the second. Nothing where the arithmetic overflows.
std::optional<records::Number> TotalOf(const Instrument& instrument, std::span<const Finding> findings);
// Of classification criteria: entry, groups and cut-off, or items that are enough alone.
Truth Met(const Instrument& instrument, int column, std::span<const Finding> findings);
// Entry and groups alone: without them a total classifies nothing.
Truth MayCount(const Instrument& instrument, std::span<const Finding> findings);
// Whether the total's grade is one of these names.
Truth Graded(const Instrument& instrument, int column, std::span<const Finding> findings, const std::vector<std::string>& grades);

using Verdict = std::function<Truth(std::span<const Finding>)>;
// Items not known, each of which could settle the verdict alone; where none can, all that are not known. Most points first.
std::vector<const Item*> Deciding(const Instrument& instrument, int column, std::span<const Finding> findings, const Verdict& verdict);

}  // namespace eligo::measure
