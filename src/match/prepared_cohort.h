// PreparedCohort: a protocol made ready for judging the patients of one of its cohorts.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "logic/protocol.h"
#include "match/prepare.h"
#include "match/turns.h"

namespace eligo::match {

struct PreparedCriterion {
  const logic::Criterion* criterion = nullptr;
  PreparedTree tree;
  // Every leaf in the order of ForEachLeaf: those of a fact's `provided` follow it. in_tree[n] is the place of the tree's n-th.
  std::vector<const PreparedLeaf*> leaves;
  std::vector<std::size_t> in_tree;
  std::vector<Offsets> offsets;  // of each of `leaves` that is in the tree
};

// A cohort, or all patients of a protocol without cohorts. What it was made from must outlive it; threads may share it.
struct PreparedCohort {
  // `number`: the cohort's place in the protocol, -1 where it has none.
  PreparedCohort(const logic::Protocol& protocol, const records::Records& records, const terms::Terms& terms,
                 const verdict::Settings& settings, const Run::Known& known, int number);
  PreparedCohort(const PreparedCohort&) = delete;
  PreparedCohort& operator=(const PreparedCohort&) = delete;

  int cohort;
  Run run;
  Run untold;                           // the same without words
  std::optional<PreparedFact> disease;  // the cohort's
  std::vector<PreparedCriterion> criteria;

 private:
  logic::Fact diagnosis_;  // what `disease` was made from
};

// A cohort judges everyone whom the record does not say to be free of its disease.
bool RuledOut(const PreparedCohort& cohort, const Subject& subject);
// Whom no criterion can take in any more.
bool Dead(const records::Patient& patient, Date as_of);

}  // namespace eligo::match
