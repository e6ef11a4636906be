#include "match/body_mass.h"

#include <algorithm>

#include <fmt/format.h>

#include "match/phrase.h"
#include "match/result.h"

namespace eligo::match {
namespace {

using records::Number;
using records::Row;
using units::Rational;

constexpr int kAdult = 18;

// The latest values up to a day, in a unit.
struct Latest {
  std::optional<Rational> low, high;
  Date day;
  const Row* row = nullptr;
  terms::ConceptId id;
};
Latest LatestOf(std::string_view name, std::string_view unit_text, Date last, const Subject& subject) {
  Latest out;
  const auto id = subject.run.terms.Find(name);
  const auto to = units::ParseUnit(unit_text);
  if (!id || !to) return out;
  out.id = *id;
  for (const Row& row : subject.Rows(*id)) {
    const auto from = units::ParseUnit(subject.run.records.Text(row.unit));
    const bool usable = row.domain == records::Domain::kObservation && row.number && row.number->exact() && row.unit != 0 && from;
    if (!usable || !Exists(row, subject.known_by()) || !row.start || !row.start->exact() || row.start->first > last) continue;
    const auto value = units::Convert(*row.number->low, *from, *to);
    if (!value || *value <= Rational(0)) continue;
    if (out.row == nullptr || row.start->first > out.day) out.low = out.high = *value;
    out.low = std::min(*out.low, *value);
    out.high = std::max(*out.high, *value);
    out.day = row.start->first;
    out.row = &row;
  }
  return out;
}

std::optional<Rational> Index(const Rational& weight, const Rational& height) {
  const auto square = units::Multiply(height, height);
  return square ? units::Divide(weight, *square) : std::nullopt;
}

}  // namespace

std::optional<LeafResult> FromWeightAndHeight(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  constexpr Fields kAsked = kCompareField | kPickField | kWindowField;
  const bool latest = !fact->pick || *fact->pick == logic::Pick::kLatest;
  if (subject.Concept(*fact.concept_id).id != kBodyMassIndex || !fact->compare || (fact.fields & ~kAsked) != 0 || !latest)
    return std::nullopt;
  const logic::Compare& c = *fact->compare;
  if ((c.unit != "kg/m2" && c.unit != "kg/m^2") || c.times_uln || c.times_lln || c.titer || c.per_kg || span.in_hours) return std::nullopt;
  const Latest weight = LatestOf("weight", "kg", span.last, subject);
  const Latest height = LatestOf("height", "m", span.last, subject);
  if (weight.row == nullptr || height.row == nullptr) return std::nullopt;

  const Date first = FreshFrom(span, subject);
  const auto ages = AgesOn(subject, height.day);
  const bool fresh = weight.day >= first && (height.day >= first || (ages && ages->low >= kAdult));
  Number n;
  n.low = Index(*weight.low, *height.high);
  n.high = Index(*weight.high, *height.low);
  const Truth truth = CompareNumber(n, c.op, c.value, c.high);
  LeafResult result;
  result.truth = {fresh ? truth : Truth::kUnknown, truth};
  for (const Latest* part : {&weight, &height}) ShowRow(result.evidence, subject, *part->row, part->id);
  const std::string about = n.low && n.high ? fmt::format("{:.1f}", (n.low->ToDouble() + n.high->ToDouble()) / 2) : "unknown";
  result.says = Told(subject, "body mass index {} kg/m2, from {} on {} and {} on {}", about, ValueText(subject.run, *weight.row),
                     DayText(weight.row->start), ValueText(subject.run, *height.row), DayText(height.row->start));
  if (Known(truth)) result.says += Told(subject, ", is {} {}", RelationText(c.op, truth == Truth::kTrue), LimitText(c));
  if (!Known(result.truth.strict)) result.missing = fresh ? "which weight or height is right" : "a recent weight and height";
  return result;
}

}  // namespace eligo::match
