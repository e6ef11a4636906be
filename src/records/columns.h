// Columns: the rows of a timeline as arrays, for passes over many patients: the first day, the number, and the shape that all the rest
// makes.
//
// A shape is a row without what differs from one to the next (day, hour, number, end, source, text): thousands of rows have few of them,
// and what is true of a shape need be found once. Tested by test/records/columns_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "records/timeline.h"

namespace eligo::records {

struct Shape {
  // Of a row of this shape: its domain, unit, answer, reference range, method, ...; a text is kept as set or not.
  Row row;
  bool number = false;  // one exact number, no titer: it stands in the column, not in `row`
  bool dated = false;   // one day
};

class Columns {
 public:
  explicit Columns(const Timeline& timeline);

  // One patient's rows in the order of the timeline.
  struct Slice {
    std::span<const std::int32_t> days;  // the first one; the lowest of all where undated
    std::span<const double> numbers;
    std::span<const std::uint16_t> shapes;
  };
  Slice Of(PatientIndex patient) const;
  const std::vector<Shape>& shapes() const { return shapes_; }
  // Too many shapes to tell apart: nothing is kept.
  bool overflown() const { return overflown_; }

 private:
  const Timeline& timeline_;
  std::vector<std::size_t> first_;  // by place; one more for the end
  std::vector<std::int32_t> days_;
  std::vector<double> numbers_;
  std::vector<std::uint16_t> shape_of_;
  std::vector<Shape> shapes_;
  bool overflown_ = false;
};

}  // namespace eligo::records
