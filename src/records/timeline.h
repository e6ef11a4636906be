// Timeline: the rows of one concept, sorted by patient and day, packed.
//
// A concept that few patients have takes little (present.h).
// Tested by test/records/records_test.cc.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "records/present.h"
#include "records/row.h"

namespace eligo::records {

class Timeline {
 public:
  // Appends the patient's rows to `rows`, in order.
  void Read(PatientIndex patient, std::vector<Row>& rows) const;
  // The same of those who have rows, by their places; without the patient.
  void ReadPlace(std::size_t place, std::vector<Row>& rows) const;
  bool Has(PatientIndex patient) const { return who_.Has(patient); }
  // A bit a patient of 64, set where they have rows.
  std::uint64_t Present(std::size_t word) const { return who_.Of(word); }
  // Which of those who have rows it is, counted from 0; the patient must have some.
  std::size_t Place(PatientIndex patient) const { return who_.Place(patient); }
  // Nobody from here on has any.
  PatientIndex patients() const { return static_cast<PatientIndex>(64 * who_.words()); }
  std::size_t places() const { return first_.size() - 1; }
  std::size_t size() const { return rows_; }

 private:
  friend class TimelineBuilder;
  records::Present who_;
  std::vector<std::uint64_t> first_;  // of each patient that has rows: where they begin in bytes_; one more for the end
  std::string bytes_;
  std::size_t rows_ = 0;
};

// Rows in any order.
class TimelineBuilder {
 public:
  void Add(const Row& row);
  // `renumbered[p]` is the patient that Add() knew as p. `strings` are those that rows name. Leaves nothing behind.
  Timeline Finish(const std::vector<PatientIndex>& renumbered, const std::deque<std::string>& strings);

 private:
  struct Key {
    PatientIndex patient = 0;
    std::int32_t day = 0;             // undated rows come first
    std::uint64_t minute_and_at = 0;  // 16 bits of minute - kNoMinute, 48 of the place in bytes_
  };
  std::vector<Key> keys_;
  std::string bytes_;
};

}  // namespace eligo::records
