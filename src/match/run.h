// Run: Match with the size of a batch in reach of tests.
#pragma once

#include <cstddef>
#include <vector>

#include "match/match.h"

namespace eligo::match {

// As Match(); `batch` patients at a time. No verdict depends on it.
std::vector<verdict::PatientVerdict> MatchInBatches(const logic::Protocol& protocol, const records::Records& records,
                                                    const terms::Terms& terms, const verdict::Settings& settings, std::size_t batch);

}  // namespace eligo::match
