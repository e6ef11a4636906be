// PlainClearance: Cockcroft-Gault against a limit, told from columns of creatinine and weight.
//
// Of patients with a stored clearance that settles it, or with none, one creatinine result on the last day, a day of birth and a sex;
// whatever lies near the limit is left to the kernel's exact numbers (clearance.cc). Tested by test/match/counter_columns_test.cc: the same
// outcomes as Match().
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "match/column_set.h"
#include "match/plain.h"
#include "match/silent.h"
#include "match/window.h"

namespace eligo::match {

class PlainClearance {
 public:
  // Nothing where the leaf asks for something else. Threads may share what is returned.
  static std::unique_ptr<PlainClearance> Of(const PreparedLeaf& leaf, const Run& run, ColumnSet& columns);

  // Nothing where the kernel must be asked.
  std::optional<LeafTruth> Judge(records::PatientIndex patient) const;

 private:
  // A concept whose results can be had in one unit.
  struct Scaled {
    const records::Columns* columns = nullptr;  // nullptr: nobody has any
    std::vector<double> factor;                 // [shape]; 0 where a row is no such result
    std::vector<bool> result;                   // [shape]; whether it is a result at all
  };
  static Scaled ScaledOf(terms::ConceptId id, std::string_view unit, const Run& run, ColumnSet& columns);
  // The weights that count on a day, in kg.
  struct Weight {
    bool known = false;
    std::int32_t day = 0;
    double low = 0, high = 0;
  };
  // Nothing where one of the numbers does not stand in the column.
  std::optional<Weight> WeightOn(records::PatientIndex patient, std::int32_t day) const;
  std::optional<Reading> ReadingOf(records::PatientIndex patient) const;

  const std::vector<Who>* who_ = nullptr;
  Date as_of_;
  TimeSpan window_;
  Scaled creatinine_, weight_;
  verdict::Bits stored_;  // who has results of the clearance itself
  std::unique_ptr<PlainMeasurement> by_stored_;
  double limit_ = 0;  // in mL/min
  logic::Operator op_ = logic::Operator::kGreaterEqual;
  std::unique_ptr<const SilentProviso> proviso_;
};

}  // namespace eligo::match
