// Visit: what is measured on a day: the small panel of a routine visit, the activity scores of lupus.
#pragma once

#include "generate/body.h"

namespace eligo::generate {

// Blood count, kidney, liver; what the disease asks for beside them.
void RoutineVisit(Chart& chart, history::Disease disease, const Traits& traits, const State& state, Date day);

enum class Instruments : std::uint8_t { kTotal, kAll };
// SLEDAI-2K; with kAll its sister scores and BILAG-2004, and with `items` the 24 items beside the total.
void LupusActivity(Chart& chart, Manifestations items, Date day, Instruments instruments, bool with_items);

}  // namespace eligo::generate
