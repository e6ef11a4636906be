// Leaf: what one fact came to for one patient, in both readings of the record.
//
// Strict is what the record states, silence being unknown. Presumed refines it: where strict is known the two agree
// (contract section 3.2); Judge() in kernels.h holds every kernel to that.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/truth.h"
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

struct LeafResult {
  Reading truth;
  std::vector<verdict::Evidence> evidence;
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

// What a kernel has looked up, found or not.
struct LookedUp {
  std::vector<terms::ConceptId> concepts;  // of those that anybody has rows of, once each
  bool birth = false;
  bool other_age = false;  // the age on another day than as-of
  // When set, sorted: what else is looked up is only noted to be there.
  const std::vector<terms::ConceptId>* known = nullptr;
  bool beyond = false;
};

// The rows of one patient that leaves have asked for, unpacked once each. Rows stay where they are as long as it lives.
class SubjectRows {
 public:
  std::span<const records::Row> Of(const records::Records& records, terms::ConceptId id, records::PatientIndex patient);
  // Concepts that have rows and are asked for from now on are added to `asked`, once each; nullptr: no longer.
  void Watch(std::vector<terms::ConceptId>* asked) { asked_ = asked; }
  // What is asked of the patient is noted.
  void Note(LookedUp* looked_up) { looked_up_ = looked_up; }
  // The same, and they are taken to have no rows at all.
  void Silence(LookedUp* looked_up) {
    looked_up_ = looked_up;
    silent_ = true;
  }
  void NoteBirth(bool other_age = false) {
    if (looked_up_ == nullptr) return;
    looked_up_->birth = true;
    looked_up_->other_age = looked_up_->other_age || other_age;
  }
  // What several leaves work out of the same rows, made once: `make()` for this `what` and `key`. Made anew while it is noted what is
  // looked up; who watches is told what the making asked for.
  template <class T, class Make>
  std::shared_ptr<const T> Once(const char* what, std::vector<std::int64_t> key, const Make& make) {
    if (looked_up_ != nullptr) return std::make_shared<const T>(make());
    std::pair<const char*, std::vector<std::int64_t>> of{what, std::move(key)};
    auto found = made_.find(of);
    if (found == made_.end()) {
      std::vector<terms::ConceptId> asked;
      std::vector<terms::ConceptId>* const watching = std::exchange(asked_, &asked);
      auto made = std::make_shared<const T>(make());  // may come back here for something else
      asked_ = watching;
      found = made_.emplace(std::move(of), Made{std::move(made), std::move(asked)}).first;
    }
    for (const terms::ConceptId id : found->second.asked) Ask(id);
    return std::static_pointer_cast<const T>(found->second.value);
  }
  // What was worked out is made anew from here on; rows stay.
  void Forget() { made_.clear(); }

 private:
  struct Made {
    std::shared_ptr<const void> value;
    std::vector<terms::ConceptId> asked;
  };
  void Ask(terms::ConceptId id) {
    if (asked_ != nullptr && std::find(asked_->begin(), asked_->end(), id) == asked_->end()) asked_->push_back(id);
  }

  std::vector<terms::ConceptId>* asked_ = nullptr;
  LookedUp* looked_up_ = nullptr;
  bool silent_ = false;
  std::unordered_map<std::uint32_t, std::vector<records::Row>> rows_;
  std::map<std::pair<const char*, std::vector<std::int64_t>>, Made> made_;
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
