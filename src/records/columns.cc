#include "records/columns.h"

#include <cstdlib>
#include <limits>
#include <string>
#include <unordered_map>

#include "records/packed_row.h"

namespace eligo::records {
namespace {

// One patient in so many has rows.
constexpr std::size_t kMany = 4;

// Few digits, so that exact arithmetic does not fail on them where it did not on others: what fails is unknown.
bool FitsColumn(const units::Rational& number) {
  return std::abs(number.numerator()) < Columns::kMostNumerator && number.denominator() <= Columns::kMostDenominator;
}

Shape ShapeFor(Row row) {
  Shape shape;
  shape.number = row.number && row.number->exact() && !row.number->titer && FitsColumn(*row.number->low);
  shape.dated = row.start && row.start->exact();
  shape.timed = row.timed();
  if (shape.number) row.number = Number{units::Rational(0), units::Rational(0)};
  const bool titer = row.number && row.number->titer && row.number->exact() && FitsColumn(*row.number->low);
  shape.blank = row.number && !shape.number && !titer;
  if (shape.blank) row.number = Number{};
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
  cells_.reserve(timeline.size());
  for (std::size_t place = 0; place < timeline.places(); ++place) {
    first_.push_back(cells_.size());
    rows.clear();
    timeline.ReadPlace(place, rows);
    for (const Row& row : rows) {
      const Shape shape = ShapeFor(row);
      key.assign(
          1, static_cast<char>(8 * (shape.timed ? 1 : 0) + 4 * (shape.blank ? 1 : 0) + 2 * (shape.number ? 1 : 0) + (shape.dated ? 1 : 0)));
      Pack(shape.row, key);
      const auto [at, added] = known.try_emplace(key, static_cast<std::uint16_t>(shapes_.size()));
      if (added && shapes_.size() == std::numeric_limits<std::uint16_t>::max()) {
        overflown_ = true;
        shapes_.clear();
        return;
      }
      if (added) shapes_.push_back(shape);
      cells_.push_back({row.start ? row.start->first.day : std::numeric_limits<std::int32_t>::min(), at->second,
                        shape.number ? row.number->low->ToDouble() : 0});
    }
  }
  first_.push_back(cells_.size());
  if (timeline.places() * kMany < timeline.patients() || cells_.size() > std::numeric_limits<std::uint32_t>::max()) return;
  std::size_t place = 0;
  for (PatientIndex patient = 0; patient < timeline.patients(); ++patient) {
    first_of_.push_back(static_cast<std::uint32_t>(first_[place]));
    if (timeline.Has(patient)) ++place;
  }
  first_of_.push_back(static_cast<std::uint32_t>(cells_.size()));
}

Columns::Slice Columns::OfPlace(PatientIndex patient) const {
  if (!timeline_.Has(patient)) return {};
  const std::size_t place = timeline_.Place(patient);
  const std::size_t at = first_[place];
  return {cells_.data() + at, first_[place + 1] - at};
}

}  // namespace eligo::records
