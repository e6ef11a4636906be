// Dirt: what the chart keeps of the truth. Changes recordings only; a duplicate or a contradiction is an event of its own that
// copies or disputes a true one.
// Tested by test/generate/dirt_test.cc.
#pragma once

#include "generate/generate.h"
#include "generate/random.h"

namespace eligo::generate {

void Soil(const DirtRates& rates, Random& random, history::History& history);

}  // namespace eligo::generate
