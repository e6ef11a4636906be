#include "records/columns.h"

#include <limits>
#include <string>
#include <unordered_map>

#include "records/packed_row.h"

namespace eligo::records {
namespace {

Shape ShapeOf(Row row) {
  Shape shape;
  shape.number = row.number && row.number->exact() && !row.number->titer;
  shape.dated = row.start && row.start->exact();
  if (shape.number) row.number = Number{units::Rational(0), units::Rational(0)};
  if (row.number && !shape.number) row.number = Number{};
  if (row.text != 0) row.text = 1;
  row.patient = 0;
  row.start.reset();
  row.end.reset();
  row.recorded.reset();
  row.minute = kNoMinute;
  row.daily_dose.reset();
  row.source = {};
  row.matched = 0;
  shape.row = row;
  return shape;
}

}  // namespace

Columns::Columns(const Timeline& timeline) : timeline_(timeline) {
  std::unordered_map<std::string, std::uint16_t> known;
  std::vector<Row> rows;
  std::string key;
  first_.reserve(timeline.places() + 1);
  days_.reserve(timeline.size());
  numbers_.reserve(timeline.size());
  shape_of_.reserve(timeline.size());
  for (std::size_t place = 0; place < timeline.places(); ++place) {
    first_.push_back(days_.size());
    rows.clear();
    timeline.ReadPlace(place, rows);
    for (const Row& row : rows) {
      const Shape shape = ShapeOf(row);
      key.assign(1, static_cast<char>(2 * (shape.number ? 1 : 0) + (shape.dated ? 1 : 0)));
      Pack(shape.row, key);
      const auto [at, added] = known.try_emplace(key, static_cast<std::uint16_t>(shapes_.size()));
      if (added && shapes_.size() == std::numeric_limits<std::uint16_t>::max()) {
        overflown_ = true;
        shapes_.clear();
        return;
      }
      if (added) shapes_.push_back(shape);
      days_.push_back(row.start ? row.start->first.day : std::numeric_limits<std::int32_t>::min());
      numbers_.push_back(shape.number ? row.number->low->ToDouble() : 0);
      shape_of_.push_back(at->second);
    }
  }
  first_.push_back(days_.size());
}

Columns::Slice Columns::Of(PatientIndex patient) const {
  if (!timeline_.Has(patient)) return {};
  const std::size_t place = timeline_.Place(patient);
  const std::size_t at = first_[place];
  const std::size_t size = first_[place + 1] - at;
  return {{days_.data() + at, size}, {numbers_.data() + at, size}, {shape_of_.data() + at, size}};
}

}  // namespace eligo::records
