// Alike: patients whose records look alike to a leaf share its truth.
//
// A kernel compares days of the record with days that the fact states, counted from as-of, and with each other. Two patients whose rows
// differ in nothing but days, whose days lie in the same order and between the same of those days, therefore get the same truth from it,
// and it is asked once for all of them. Which days a leaf may turn on is what forecasts ask, too (turns.h). Facts that measure lengths
// between rows (how long, how many, how far apart), whatever they state in hours, and everything that the kernel looks up beyond what it
// looks up for others, are left to it. Tested by test/match/counter_test.cc: the same outcomes as Match().
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "match/day_classes.h"
#include "match/leaf_memory.h"
#include "match/silent.h"
#include "match/turns.h"
#include "records/looks.h"

namespace eligo::match {

// Looks of concepts, made when they are first asked for. Not for two threads at a time.
class LookSet {
 public:
  explicit LookSet(const records::Records& records) : records_(records) {}
  // nullptr when nobody has any rows.
  const records::Looks* Of(terms::ConceptId id);
  std::size_t bytes() const;

 private:
  const records::Records& records_;
  std::map<terms::ConceptId, std::unique_ptr<records::Looks>> looks_;
};

class Alike {
 public:
  // Nothing where the leaf may measure what is not in the key. Threads may share what is returned.
  static std::unique_ptr<Alike> Of(const PreparedLeaf& leaf, const Run& run, const Silent& silent, LookSet& looks);

  // Nothing where the kernel must be asked. `rows`: of this patient.
  std::optional<LeafTruth> Judge(const Who& who, LeafMemory& memory, const std::shared_ptr<SubjectRows>& rows) const;

 private:
  struct Looked {
    const records::Timeline* timeline;
    const records::Looks* looks;
    std::size_t classes;  // which of classes_
  };

  Alike(const PreparedLeaf& leaf, const Run& run, const Silent& silent) : leaf_(leaf), run_(run), silent_(silent) {}
  class Key;
  bool KeyOf(const Who& who, LeafMemory& memory, Key& key) const;
  std::uint8_t Ask(records::PatientIndex patient, const std::shared_ptr<SubjectRows>& rows) const;

  const PreparedLeaf& leaf_;
  const Run& run_;
  const Silent& silent_;
  bool drugs_ = false;  // their courses are looked up: short gaps between rows and until when open orders go on count, too
  std::vector<Looked> looked_;
  std::vector<DayClasses> classes_;
  std::optional<DayClasses> births_;  // where the kernel asks for them
};

}  // namespace eligo::match
