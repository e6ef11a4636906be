// Counted: Counter's bits against Match's verdicts, patient by patient and criterion by criterion.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "logic/protocol.h"
#include "records/records.h"
#include "terms/terms.h"
#include "test/match/world.h"
#include "verdict/settings.h"

namespace eligo::match::test {

// How many criteria of how many patients were compared.
std::size_t Compare(const std::vector<const logic::Protocol*>& protocols, const records::Records& records, const terms::Terms& terms,
                    const verdict::Settings& settings);

// A criterion of each question of a world.
logic::Protocol ProtocolOf(const World& world);

// Counted and told of many patients with a few of these lines each, today and with planned days: most have lines of one kind only, so that
// many are alike. In a line {} is a day, {month} its month, {+} one up to sixty days later; of one line the same. {odd} is a unit that
// means nothing.
void CompareAlike(std::span<const std::string_view> lines, std::span<const std::string_view> facts);

}  // namespace eligo::match::test
