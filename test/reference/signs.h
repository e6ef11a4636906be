// Signs: what else on record shows an item that nobody recorded, or rules it out; presumed only (docs/instruments.md, "Attribution").
#pragma once

#include "measure/instrument.h"
#include "test/reference/worlds.h"

namespace eligo::reference {

// What the results of the window before a day show of an item. Unknown where none speaks of it. Nothing: not settled by the pages.
std::optional<Truth> ShownOn(const Question& question, const measure::Instrument& instrument, const measure::Item& item, Date day);

// Whether a record that may show an item of the instrument exists at all.
bool SignsOnRecord(const Question& question, const measure::Instrument& instrument);

}  // namespace eligo::reference
