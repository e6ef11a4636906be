#include "match/plain_items.h"

#include <cmath>

#include "match/assessment.h"

namespace eligo::match {
namespace {

using records::Columns;

// Rows of that day in the order of the timeline, and whether there are some of a later one up to `last`.
struct OfDay {
  std::size_t begin = 0, end = 0;
  bool later = false;
};
OfDay Look(const Columns& columns, const Columns::Slice& rows, Date day, Date last) {
  OfDay found;
  std::size_t at = rows.size();
  for (; at > 0 && rows[at - 1].day > day.day; --at)
    found.later = found.later || (rows[at - 1].day <= last.day && columns.ShapeOf(rows[at - 1]).dated);
  found.begin = found.end = at;
  while (found.begin > 0 && rows[found.begin - 1].day == day.day) --found.begin;
  return found;
}

}  // namespace

std::unique_ptr<PlainItems> PlainItems::Of(const PreparedInstrument& instrument, ColumnSet& columns) {
  if (instrument.instrument->rule != measure::Rule::kSum || !instrument.instrument->window) return nullptr;
  auto plain = std::make_unique<PlainItems>();
  for (std::size_t i = 0; i < instrument.items.size(); ++i) {
    const measure::Item& item = instrument.instrument->items[i];
    const Columns* of = instrument.items[i].concept_id ? columns.Of(*instrument.items[i].concept_id) : nullptr;
    if (of == nullptr) {
      plain->others_ += item.points[0].ToDouble();
    } else {
      if (of->overflown()) return nullptr;
      Item& one = plain->items_.emplace_back();
      one.columns = of;
      one.whole = item.points[0].ToDouble();
      one.differs = !item.differs.empty();
      // What is neither ticked nor its points is no score of it.
      one.graded = item.graded || item.points[0] >= units::Rational(kScores) || item.points[1] >= units::Rational(kScores);
      for (const records::Shape& shape : of->shapes()) {
        Told told = ToldBy(shape.row, item);
        if (shape.number) told = {Told::Kind::kByNumber, 0, 0, Truth::kUnknown};
        if (shape.row.component) told = {Told::Kind::kAsk, 0, 0, Truth::kUnknown};
        if (shape.row.domain != records::Domain::kObservation || !shape.dated) told = {};
        one.told.push_back(told);
      }
      for (int n = 0; n < kScores; ++n) {
        const auto score = units::Rational(n);
        records::Row row;
        row.number = records::Number{score, score};
        one.by_number[static_cast<std::size_t>(n)] = ToldBy(row, item);
      }
    }
  }
  for (const Relative& relative : instrument.family) {
    const Columns* of = columns.Of(relative.id);
    if (of != nullptr && of->overflown()) return nullptr;
    if (of != nullptr && !relative.same_rules) plain->another_.push_back(of);
    if (of != nullptr && relative.id == instrument.whole) plain->whole_ = of;
  }
  return plain;
}

PlainItems::Told PlainItems::ToldBy(const records::Row& row, const measure::Item& item) {
  const auto finding = FindingOf(row, item, 0);
  if (!finding) return {};
  return {Told::Kind::kAnswer, finding->low.ToDouble(), finding->high.ToDouble(), finding->holds};
}

bool PlainItems::Leave(records::PatientIndex patient, double total, Date day, Date last) const {
  if (whole_ != nullptr && Look(*whole_, whole_->Of(patient), day, last).later) return false;
  // Beside a total of another version on that day, which of them an item is of is not stated.
  bool stated = true;
  for (const Columns* other : another_) {
    const OfDay found = Look(*other, other->Of(patient), day, last);
    stated = stated && found.begin == found.end;
  }
  double low = 0;
  double high = others_;
  bool answered = false;
  constexpr records::PatientIndex kAhead = 2;
  for (const Item& item : items_) {
    item.columns->Expect(patient + kAhead);
    high += item.whole;
    const Columns::Slice rows = item.columns->Of(patient);
    if (rows.empty()) continue;
    const OfDay found = Look(*item.columns, rows, day, last);
    if (found.later) return false;
    Told said;
    for (std::size_t at = found.begin; at < found.end; ++at) {
      Told told = item.told[rows[at].shape];
      if (told.kind == Told::Kind::kByNumber) {
        const double number = rows[at].number;
        const bool tried = number >= 0 && number < kScores && number == std::floor(number);
        if (!tried && item.graded) return false;
        told = tried ? item.by_number[static_cast<std::size_t>(number)] : Told{};
      }
      if (told.kind == Told::Kind::kAsk) return false;
      if (told.kind == Told::Kind::kNothing) continue;
      if (said.kind == Told::Kind::kAnswer && said != told) return false;
      said = told;
    }
    if (said.kind == Told::Kind::kNothing) continue;
    answered = true;
    if (!stated && item.differs) continue;
    low += said.low;
    high += said.high - item.whole;
  }
  return !answered || (low <= total && total <= high);
}

}  // namespace eligo::match
