// Leaf: what one fact came to for one patient, in both readings of the record.
//
// Strict is what the record states, silence being unknown. Presumed refines it: where strict is known the two agree
// (contract section 3.2); Judge() in kernels.h holds every kernel to that.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/truth.h"
#include "match/subject_rows.h"
#include "records/records.h"
#include "terms/terms.h"
#include "verdict/settings.h"
#include "verdict/verdict.h"

namespace eligo::match {

struct Reading {
  Truth strict = Truth::kUnknown;
  Truth presumed = Truth::kUnknown;
  friend constexpr bool operator==(Reading, Reading) = default;
};
constexpr Reading Both(Truth t) { return {t, t}; }
constexpr Reading And(Reading a, Reading b) { return {And(a.strict, b.strict), And(a.presumed, b.presumed)}; }
constexpr Reading Or(Reading a, Reading b) { return {Or(a.strict, b.strict), Or(a.presumed, b.presumed)}; }
constexpr Reading Not(Reading a) { return {Not(a.strict), Not(a.presumed)}; }
// What two ways of taking it agree on.
constexpr Reading Common(Reading a, Reading b) {
  return {a.strict == b.strict ? a.strict : Truth::kUnknown, a.presumed == b.presumed ? a.presumed : Truth::kUnknown};
}
// What counts only while a proviso holds.
constexpr Reading While(Reading a, Reading proviso) {
  return {proviso.strict == Truth::kTrue ? a.strict : Truth::kUnknown, proviso.presumed == Truth::kTrue ? a.presumed : Truth::kUnknown};
}

// `missing` of a leaf that waits for a day to come (contract section 3.4).
inline constexpr std::string_view kLater = "later";
// `missing` where no words are made: something is, and it is not a day to come.
inline constexpr std::string_view kUntold = "untold";

// The evidence of a leaf; of rows without words only that there is some.
class EvidenceList {
 public:
  void Add(verdict::Evidence one) { told_.push_back(std::move(one)); }
  void AddUntold() { untold_ = true; }
  void Add(const EvidenceList& others) {
    told_.insert(told_.end(), others.told_.begin(), others.told_.end());
    untold_ = untold_ || others.untold_;
  }
  bool empty() const { return told_.empty() && !untold_; }
  const std::vector<verdict::Evidence>& told() const { return told_; }

 private:
  std::vector<verdict::Evidence> told_;
  bool untold_ = false;
};

struct LeafResult {
  Reading truth;
  EvidenceList evidence;
  std::string missing;  // what record or test would settle it; "" when both readings know
  std::string says;     // "hemoglobin 84 g/L on 2026-05-20 is below 85 g/L": a clause, without a full stop
};

struct PreparedInstruments;  // match/instruments.h

// What one run of Match holds fixed, with the ids of concepts that the contract itself speaks of.
struct Run {
  const records::Records& records;
  const terms::Terms& terms;
  const verdict::Settings& settings;
  std::string protocol_id;                       // "NCT..."; "" when the protocol has none
  std::vector<terms::ConceptId> index_diseases;  // of the cohort being judged; empty when the text names none
  std::optional<terms::ConceptId> cohort;        // its concept
  bool has_cohorts = false;

  // Found once by FindKnown (prepare.h).
  struct Known {
    std::optional<terms::ConceptId> pregnancy, body_weight;
    std::vector<terms::ConceptId> glucocorticoids;  // every concept so flagged
    std::vector<terms::ConceptId> infertility;      // any of these makes pregnancy silent by nature
    std::vector<terms::ConceptId> companions;       // drugs that end "glucocorticoids alone": their classes, closed
    std::vector<terms::ConceptId> classifications;  // classification criteria
    std::vector<terms::ConceptId> bilag_domains;
    std::vector<std::pair<terms::ConceptId, terms::ConceptId>> tests;  // (condition, test), sorted
    std::shared_ptr<const PreparedInstruments> instruments;            // those that are computed from items
  } known;

  bool words = true;  // whether evidence and values are told; without, they are empty strings
};

// One patient of a run. Not for two threads at a time.
struct Subject {
  const Run& run;
  records::PatientIndex index = 0;
  const records::Patient& patient;
  std::shared_ptr<SubjectRows> rows = std::make_shared<SubjectRows>();
  int days_later = 0;  // planned anchors move by as many

  // The day judged. Later than the run's for forecasts: the record stays what it was on the run's day.
  Date as_of() const { return AddDays(run.settings.as_of, days_later); }
  // The last day whose records exist.
  Date known_by() const { return run.settings.as_of; }
  const terms::Concept& Concept(terms::ConceptId id) const { return run.terms.Get(id); }
  std::span<const records::Row> Rows(terms::ConceptId id) const { return rows->Of(run.records, id, index); }
  bool Closed(logic::About about) const { return run.settings.complete.contains(about); }
  // Kernels take it from here, not from the patient: that it was looked at is noted.
  const std::optional<DateInterval>& birth() const {
    rows->NoteBirth();
    return patient.birth;
  }
};

}  // namespace eligo::match
