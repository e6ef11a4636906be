// InstrumentItem: the items of a score, and totals without some of them (contract section 4.7).
//
// An item that is not recorded gives from nothing to its weight. Weights: data/instruments/items.tsv.
// Tested by test/match/score.txt.
#pragma once

#include <optional>
#include <string>

#include "match/prepare.h"
#include "measure/instrument.h"

namespace eligo::match {

// How a fact or an exception names an item: "alopecia", "sledai_item_alopecia".
std::string ItemId(const logic::Fact& part);
// Whether the name (ItemId) means this item of its instrument: "anti_dsdna" the item dna, "casts" urinary_casts.
bool NamesItem(const std::string& name, const measure::Item& item);
std::optional<terms::ConceptId> ItemConcept(const terms::Terms& terms, const terms::Concept& instrument, const std::string& item);
// Total less the items that the fact leaves out, as an interval; nothing when it cannot be known, `unsure` then says why.
std::optional<records::Number> LessItems(records::Number total, const PreparedFact& fact, const records::Row& row, const Subject& subject,
                                         std::string& unsure);

}  // namespace eligo::match
