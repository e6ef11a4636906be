// Coverage: what the records hold of each thing that a protocol asks about, over all patients. Exact counts: who may see them is for
// the report to decide.
//
// "Usable" is a row that the leaf's kernel can judge: of the right kind, begun by the as-of day, and where the text states a limit, a
// number in a unit that meets it. Whether it lies in the leaf's window is not asked: that is what the ages are for.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/span.h"
#include "logic/fact.h"

namespace eligo::verdict {

enum class Holder {
  kRecords,    // rows
  kPatient,    // the patient's own birth date or sex
  kPerson,     // only a person can answer
  kNoConcept,  // no concept is known for the words
  kUnread      // text that was not read
};

struct RecordTally {
  std::size_t records = 0, patients = 0;
};

struct UnitTally {
  RecordTally tally;
  bool known = false;     // eligo can read it
  bool converts = false;  // to `unit` of the leaf
};

// Whole days between the as-of day and the newest usable fact.
struct Ages {
  std::size_t patients = 0;           // with a day
  std::array<int, 3> quartiles{};     // of those patients: nearest rank
  std::map<int, std::size_t> within;  // this many days -> patients
};

struct LeafCoverage {
  std::string leaf;  // "inc-4.2"
  std::string part;  // "" of the leaf itself, else what of it: "requires", "event", "provided"
  logic::About about = logic::About::kCondition;
  std::string concept_id;
  Span span;
  Holder holder = Holder::kRecords;
  std::size_t patients = 0;                        // with a usable fact
  std::size_t unusable = 0;                        // with records of it, none of them usable
  std::map<std::string, RecordTally> unusable_by;  // what is wrong with records that cannot be used: "no number"
  Ages ages;
  std::string unit;                             // which results are compared in; "" when none
  std::map<std::string, UnitTally> units;       // of results with a number, as reported; "" for none
  RecordTally numbers, without_number;          // of results
  std::map<std::string, RecordTally> found_by;  // "code LOINC", "name": of usable rows
};

struct CriterionCoverage {
  std::string id;
  std::vector<LeafCoverage> leaves;  // as they stand in the text; parts after their leaf
};

using Coverage = std::vector<CriterionCoverage>;

}  // namespace eligo::verdict
