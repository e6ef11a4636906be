// Columns: the rows of a timeline as arrays, for passes over many patients: the first day, the number, and the shape that all the rest
// makes.
//
// A shape is a row without what differs from one to the next (days, hour, number, daily dose, source, text): thousands of rows have few of
// them, and what is true of a shape need be found once. Tested by test/records/columns_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "records/timeline.h"

namespace eligo::records {

struct Shape {
  // Of a row of this shape: its domain, unit, answer, reference range, method, ...; a text is kept as set or not.
  Row row;
  // One exact number of few digits, no titer: it stands in the column, not in `row`. What is whole in the column is whole in the record.
  bool number = false;
  // A number that stands neither in the column nor in `row`. Titers stand in `row`: there are few of them.
  bool blank = false;
  bool dated = false;  // one day
  bool timed = false;  // a time of it
};

// One row: it is looked up as a whole.
struct Cell {
  std::int32_t day = 0;     // the first one; the lowest of all where undated
  std::uint16_t shape = 0;  // which of shapes()
  double number = 0;
};

class Columns {
 public:
  static constexpr std::int64_t kMostNumerator = 1'000'000'000, kMostDenominator = 1'000'000;

  explicit Columns(const Timeline& timeline);

  // One patient's rows in the order of the timeline.
  using Slice = std::span<const Cell>;
  Slice Of(PatientIndex patient) const {
    if (first_of_.empty()) return OfPlace(patient);
    if (patient + 1 >= first_of_.size()) return {};
    return {cells_.data() + first_of_[patient], cells_.data() + first_of_[patient + 1]};
  }
  // The patient's last row is about to be looked at.
  void Expect(PatientIndex patient) const {
    if (patient + 1 < first_of_.size()) __builtin_prefetch(cells_.data() + first_of_[patient + 1] - 1);
  }
  const std::vector<Shape>& shapes() const { return shapes_; }
  const Shape& ShapeOf(const Cell& cell) const { return shapes_[cell.shape]; }
  // Too many shapes to tell apart: nothing is kept.
  bool overflown() const { return overflown_; }
  // What a pass over all patients may read.
  std::size_t bytes() const {
    return cells_.size() * sizeof(Cell) + first_.size() * sizeof first_[0] + first_of_.size() * sizeof first_of_[0];
  }

 private:
  Slice OfPlace(PatientIndex patient) const;

  const Timeline& timeline_;
  std::vector<std::size_t> first_;       // by place; one more for the end
  std::vector<std::uint32_t> first_of_;  // by patient, where many have rows
  std::vector<Cell> cells_;
  std::vector<Shape> shapes_;
  bool overflown_ = false;
};

}  // namespace eligo::records
