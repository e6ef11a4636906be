// PreparedInstruments: the instruments of src/measure with the concepts of their items and the facts that show them, made ready once a run.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "match/prepare.h"
#include "measure/instrument.h"

namespace eligo::match {

struct PreparedSign {
  const measure::Sign* sign = nullptr;
  std::optional<PreparedFact> fact;  // nothing for an age, and for what terms do not know
};

struct PreparedItem {
  std::optional<terms::ConceptId> concept_id;
  std::vector<std::vector<PreparedSign>> shown_by;  // as in measure::Item
};

// An instrument of the same set; the same rules where one of the two is a part of the other.
struct Relative {
  terms::ConceptId id;
  bool same_rules = false;
};

struct PreparedInstrument {
  const measure::Instrument* instrument = nullptr;
  std::optional<terms::ConceptId> concept_id, whole;
  // Instruments of the same set: an item that came with one of their totals is of their version. Itself among them.
  std::vector<Relative> family;
  std::vector<PreparedItem> items;         // as in measure::Instrument
  std::vector<terms::ConceptId> biopsies;  // any of them chooses the second column
  std::vector<terms::ConceptId> disease;   // what is classified, with all below it
};

struct PreparedInstruments {
  explicit PreparedInstruments(const terms::Terms& terms);
  const PreparedInstrument* Find(terms::ConceptId id) const;
  std::int64_t PlaceOf(const PreparedInstrument& one) const { return &one - all.data(); }
  std::vector<PreparedInstrument> all;
};

// Concepts that judging the instrument may look up.
std::vector<terms::ConceptId> ConceptsOf(const PreparedInstrument& instrument, const terms::Terms& terms);

}  // namespace eligo::match
