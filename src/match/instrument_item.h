// InstrumentItem: the items of a score, and totals without some of them (contract section 4.7).
//
// An item that is not recorded gives from nothing to its weight. Weights are known for the SLEDAI family.
// Tested by test/match/score.txt.
#pragma once

#include <optional>
#include <string>

#include "match/prepare.h"

namespace eligo::match {

// How a fact or an exception names an item: "alopecia", "sledai_item_alopecia".
std::string ItemId(const logic::Fact& part);
std::optional<terms::ConceptId> ItemConcept(const terms::Terms& terms, const terms::Concept& instrument, const std::string& item);
// Total less the items that the fact leaves out, as an interval; nothing when it cannot be known, `unsure` then says why.
std::optional<records::Number> LessItems(records::Number total, const PreparedFact& fact, const records::Row& row, const Subject& subject,
                                         std::string& unsure);

}  // namespace eligo::match
