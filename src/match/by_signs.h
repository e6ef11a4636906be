// BySigns: criteria that look back on all days, judged once for all patients whose records show the same of their items.
//
// Where nobody recorded an item, a total or a biopsy, what such criteria come to hangs on two things: what each sign of an item says of
// the patient (assessment.h), and what the diagnosis beside them says. Signs are told from columns, the kernel is asked about the first
// patient of whom they say the same, and about everybody else of whom they cannot be told. Tested by test/match/counter_columns_test.cc:
// the same outcomes as Match().
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "match/column_set.h"
#include "match/instruments.h"
#include "match/leaf_memory.h"
#include "match/plain.h"

namespace eligo::match {

class BySigns {
 public:
  // Nothing where the leaf asks for something else. Threads may share what is returned.
  static std::unique_ptr<BySigns> Of(const PreparedLeaf& leaf, const Run& run, ColumnSet& columns);

  // Nothing where the kernel must be asked. `rows`: of this patient.
  std::optional<LeafTruth> Judge(const Who& who, LeafMemory& memory, const std::shared_ptr<SubjectRows>& rows) const;

 private:
  struct Told {
    const PreparedSign* sign = nullptr;          // nullptr: the diagnosis
    std::vector<const records::Timeline*> rows;  // of what it asks for, as far as anybody has any
    std::unique_ptr<PlainMeasurement> plain;     // where it can be told from columns
  };

  BySigns(const PreparedLeaf& leaf, const Run& run) : leaf_(leaf), run_(run) {}
  void Add(Told told, const std::vector<terms::ConceptId>& concepts);
  std::uint8_t Ask(records::PatientIndex patient, const std::shared_ptr<SubjectRows>& rows) const;
  std::uint8_t CodeOf(const Told& told, const Subject& subject) const;
  // What the record says of all of them.
  struct Key;
  Key KeyOf(const Subject& subject, LeafMemory& memory) const;

  const PreparedLeaf& leaf_;
  const Run& run_;
  const PreparedInstrument* instrument_ = nullptr;
  TimeSpan span_;           // in which signs are asked for
  verdict::Bits recorded_;  // who has items, totals, biopsies: the kernel is asked
  std::vector<Told> told_;
  std::vector<terms::ConceptId> concepts_;  // that the kernel may look up; sorted
};

}  // namespace eligo::match
