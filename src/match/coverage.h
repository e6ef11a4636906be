// Coverage: logic + terms + records -> what the records hold of each leaf. No leaf is judged.
// Tested by test/match/coverage_test.cc.
#pragma once

#include "logic/protocol.h"
#include "records/records.h"
#include "terms/terms.h"
#include "verdict/coverage.h"
#include "verdict/settings.h"

namespace eligo::match {

// Criteria and leaves as the protocol has them; what a leaf requires, its event and its proviso follow it as parts of their own.
verdict::Coverage Cover(const logic::Protocol& protocol, const records::Records& records, const terms::Terms& terms,
                        const verdict::Settings& settings);

}  // namespace eligo::match
