#include "match/weight.h"

#include <algorithm>

#include "match/window.h"
#include "units/unit.h"

namespace eligo::match {

std::optional<records::Number> WeightOf(const Subject& subject) {
  const auto kilogram = units::ParseUnit("kg");
  std::optional<records::Number> weight;
  if (!subject.run.known.body_weight || !kilogram) return weight;
  for (const records::Row& row : subject.Rows(*subject.run.known.body_weight)) {
    const auto unit = units::ParseUnit(subject.run.records.Text(row.unit));
    if (!Exists(row, subject.known_by()) || !row.number || !row.number->exact() || row.unit == 0 || !unit) continue;
    const auto kg = units::Convert(*row.number->low, *unit, *kilogram);
    if (!kg || *kg <= units::Rational(0)) continue;
    if (!weight) weight = records::Number{kg, kg, false, false, false};
    weight->low = std::min(*weight->low, *kg);
    weight->high = std::max(*weight->high, *kg);
  }
  return weight;
}

records::Number PerKg(const records::Number& amount, const std::optional<records::Number>& weight) {
  if (!weight) return amount.exact() && *amount.low == units::Rational(0) ? amount : records::Number{};
  records::Number out = amount;
  if (amount.low) out.low = units::Divide(*amount.low, *weight->high);
  if (amount.high) out.high = units::Divide(*amount.high, *weight->low);
  return out;
}

}  // namespace eligo::match
