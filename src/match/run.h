// Run: Match with the size of a batch, and the day, in reach of tests.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "match/match.h"

namespace eligo::match {

// As Match(); `batch` patients at a time. No verdict depends on it.
std::vector<verdict::PatientVerdict> MatchInBatches(const logic::Protocol& protocol, const records::Records& records,
                                                    const terms::Terms& terms, const verdict::Settings& settings, std::size_t batch);

// The verdicts of every day up to so many later, were the record to stay as it is; planned anchors move along.
void MatchOnLaterDays(const logic::Protocol& protocol, const records::Records& records, const terms::Terms& terms,
                      const verdict::Settings& settings, int days,
                      const std::function<void(int day, const std::vector<verdict::PatientVerdict>&)>& each);

}  // namespace eligo::match
