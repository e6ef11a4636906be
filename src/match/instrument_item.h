// InstrumentItem: the items of a score, and totals without some of them (contract section 4.7).
//
// An item that is not recorded gives from nothing to its weight. Weights: data/instruments/items.tsv.
// Tested by test/match/score.txt.
#pragma once

#include <optional>
#include <string>

#include "match/instruments.h"
#include "match/prepare.h"
#include "measure/instrument.h"

namespace eligo::match {

// How a fact or an exception names an item: "alopecia", "sledai_item_alopecia".
std::string ItemId(const logic::Fact& part);
// Whether the name (ItemId) means this item of its instrument: "anti_dsdna" the item dna, "casts" urinary_casts.
bool NamesItem(const std::string& name, const measure::Item& item);
std::optional<terms::ConceptId> ItemConcept(const terms::Terms& terms, const terms::Concept& instrument, const std::string& item);
// The items that the fact leaves out, as in its instrument: all false where it leaves out none. Nothing where it names others, or one in
// several ways.
std::optional<std::vector<bool>> LeftOut(const PreparedFact& fact, const PreparedInstrument& instrument, const terms::Terms& terms);
// Total less the items that the fact leaves out, as an interval; nothing when it cannot be known, `unsure` then says why.
std::optional<records::Number> LessItems(records::Number total, const PreparedFact& fact, const records::Row& row, const Subject& subject,
                                         std::string& unsure);

}  // namespace eligo::match
