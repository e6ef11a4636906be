// Generate: a seed and a number -> one synthetic patient's History.
//
// Each patient depends on the seed, the day and its number alone, so any shard on any number of threads is the same to the byte.
// Nobody here exists: prevalences and doses are general knowledge made up into a cohort for tests and measurements, no estimate of
// anything. What is true is made first (courses, incidents, work-up), then what the chart keeps of it (dirt).
// Tested by test/generate/*.
#pragma once

#include <array>
#include <cstdint>

#include "history/history.h"

namespace eligo::generate {

// How often each class of dirt is met, in 10,000 of what it can befall (events, or persons for kStale and kPartialBirth).
using DirtRates = std::array<int, history::kDirtClasses>;
DirtRates NoDirt();
DirtRates PortableDirt();  // what FHIR, OMOP and MEDS can all carry
DirtRates AllDirt();

struct Request {
  std::uint64_t seed = 1;
  Date as_of;
  DirtRates dirt{};
};

// `number` from 1. Reuses the memory of `history`.
void Generate(const Request& request, std::uint64_t number, history::History& history);

}  // namespace eligo::generate
