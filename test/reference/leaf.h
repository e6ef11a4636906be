// Leaf: what one fact comes to for one patient, from the contract (sections 3 and 4) and docs/match.md. Slow on purpose.
//
// Days are walked one at a time and every possible day of a partial date is tried; no kernel's code is used, and none of its
// shortcuts. To be read in one sitting and believed. Where contract and pages leave a corner open it says nothing rather than guess.
//
// Covered: ages, sex and what hangs on sex (person.cc); conditions, procedures, participations in trials, allergies (occurrence.cc);
// results (result.cc), their changes (change.cc) and what they are provided with (provided.cc); drugs, their doses and lengths
// (exposure.cc, dose.cc); scores, by totals, items, letters and diagnoses (score.cc, points.cc, signs.cc, letters.cc, criteria.cc); windows
// in hours (hours.cc). Not: events in place of anchors, `requires`, causes, methods.
#pragma once

#include <optional>
#include <vector>

#include "base/truth.h"
#include "logic/fact.h"
#include "logic/kleene.h"
#include "records/records.h"
#include "terms/terms.h"
#include "verdict/settings.h"

namespace eligo::reference {

struct Reading {
  Truth strict = Truth::kUnknown, presumed = Truth::kUnknown;
  bool operator==(const Reading&) const = default;
};
constexpr Reading Both(Truth truth) { return {truth, truth}; }

// Nothing: the contract and its pages do not say what this comes to.
using Said = std::optional<Reading>;

struct Question {
  const logic::Fact& fact;
  logic::Side side;
  const records::Records& records;
  records::PatientIndex patient;
  const terms::Terms& terms;
  const verdict::Settings& settings;
  // The drugs whose exclusion the fact lifts ("unless back to baseline").
  std::vector<terms::ConceptId> since = {};

  bool excluding() const { return side == logic::Side::kExcluding; }
  // Silence of this kind of fact is absence, in the strict reading too.
  bool complete() const { return settings.complete.contains(fact.about); }
};

Said EvaluateLeaf(const Question& question);

}  // namespace eligo::reference
