// Match: logic + terms + records -> verdict.
//
// Judges every patient against every criterion of a protocol, strictly and presumed (contract
// section 3). A leaf's kernel knows one patient's truth; the tree is evaluated on bit planes,
// 64 patients a word. Explaining one patient runs the same kernels on that patient's slice, so
// explanation, count and verdict cannot disagree. Does no I/O.
// Tested by test/match: cases in *.txt, whole protocols in match_test.cc, trees and random records against test/reference.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "logic/protocol.h"
#include "records/records.h"
#include "terms/terms.h"
#include "verdict/settings.h"
#include "verdict/verdict.h"

namespace eligo::match {

// Patients whose unpacked rows are in memory together.
inline constexpr std::size_t kBatch = 256;

// Whether the turns of leaves are found, too (verdict::Atom::turns): of no leaf, of those that a patient's dates hang on, or of all,
// which is for who changes truths afterwards (answers).
enum class Ahead { kNot, kNeeded, kAll };
// Whether evidence, values and reasons are told; without, outcomes and days are the same, and all texts are empty or say no more than that
// something is missing.
enum class Words { kNo, kYes };

// A protocol made ready for judging patients, some at a time. What it was made from must outlive it; threads may share it.
class Matcher {
 public:
  Matcher(const logic::Protocol& protocol, const records::Records& records, const terms::Terms& terms, const verdict::Settings& settings,
          Ahead ahead, Words words = Words::kYes);
  Matcher(Matcher&&) noexcept;
  ~Matcher();

  // One when the protocol has none.
  std::size_t cohorts() const;
  // The verdicts of patients `first` to `first + count`, as far as there are any, without those whom the cohort does not take.
  std::vector<verdict::PatientVerdict> Match(std::size_t cohort, std::size_t first, std::size_t count) const;
  // Of these.
  std::vector<verdict::PatientVerdict> Match(std::size_t cohort, std::span<const records::PatientIndex> which) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// One verdict per patient and cohort (a patient is judged once per cohort whose index disease the record does
// not rule out; a protocol without cohorts judges everyone once), ordered by cohort, then patient.
std::vector<verdict::PatientVerdict> Match(const logic::Protocol& protocol, const records::Records& records, const terms::Terms& terms,
                                           const verdict::Settings& settings);

}  // namespace eligo::match
