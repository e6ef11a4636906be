// Run: Match with its inner parts in reach of tests, and the size of a batch.
#pragma once

#include <cstddef>
#include <vector>

#include "match/match.h"

namespace eligo::match {

// Their unpacked rows are in memory together.
inline constexpr std::size_t kBatch = 256;

// As Match(); `batch` patients at a time. No verdict depends on it.
std::vector<verdict::PatientVerdict> MatchInBatches(const logic::Protocol& protocol, const records::Records& records,
                                                    const terms::Terms& terms, const verdict::Settings& settings, std::size_t batch);

}  // namespace eligo::match
