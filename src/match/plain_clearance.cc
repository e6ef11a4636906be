#include "match/plain_clearance.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "match/clearance.h"
#include "match/result.h"
#include "measure/creatinine_clearance.h"

namespace eligo::match {
namespace {

using logic::Operator;
using records::PatientIndex;

// Nearer to the limit than this, as a share of it, exact numbers are asked.
constexpr double kNear = 1e-6;

bool IsPlain(const PreparedFact& fact, const Run& run) {
  constexpr Fields kPlain = kCompareField | kProvidedField | kPickField | kWindowField;
  if ((fact.fields & ~kPlain) != 0 || !fact->compare || !fact.concept_id || fact.limits.empty()) return false;
  if (fact->about != logic::About::kMeasurement && fact->about != logic::About::kScore) return false;
  if (fact.event || !fact.since.empty() || fact->decides == logic::Decides::kPerson) return false;
  const terms::Concept& c = run.terms.Get(*fact.concept_id);
  if (c.kind != terms::Kind::kMeasurement || c.by_name || c.person || c.female_only || !IsFormulaOfClearance(c)) return false;
  const logic::Compare& compare = *fact->compare;
  if (compare.times_uln || compare.times_lln || compare.titer || compare.per_kg) return false;
  if (compare.op == Operator::kBetween || compare.op == Operator::kEqual) return false;
  return fact->pick.value_or(logic::Pick::kLatest) == logic::Pick::kLatest;
}

// What 1 in the first unit is in the second; 0 where they do not convert.
double Factor(const std::optional<units::Unit>& from, const std::optional<units::Unit>& to, std::optional<units::Rational> molar_mass) {
  if (!from || !to || from->offset != to->offset) return 0;
  const auto one = units::Convert(1, *from, *to, molar_mass);
  return one ? one->ToDouble() : 0;
}

}  // namespace

PlainClearance::Scaled PlainClearance::ScaledOf(terms::ConceptId id, std::string_view unit, const Run& run, ColumnSet& columns) {
  Scaled scaled;
  scaled.columns = columns.Of(id);
  if (scaled.columns == nullptr) return scaled;
  const auto to = units::ParseUnit(unit);
  for (const records::Shape& shape : scaled.columns->shapes()) {
    const bool plain = shape.number && shape.dated && shape.row.unit != 0 && shape.row.domain == records::Domain::kObservation;
    const auto from = plain ? units::ParseUnit(run.records.Text(shape.row.unit)) : std::nullopt;
    scaled.factor.push_back(Factor(from, to, run.terms.Get(id).molar_mass));
    scaled.result.push_back(HoldsResult(shape.row));
  }
  return scaled;
}

std::unique_ptr<PlainClearance> PlainClearance::Of(const PreparedLeaf& leaf, const Run& run, ColumnSet& columns) {
  if (!leaf.fact || run.records.patients().empty() || !IsPlain(*leaf.fact, run)) return nullptr;
  const PreparedFact& fact = *leaf.fact;
  const auto creatinine = run.terms.Find("creatinine");
  if (!creatinine || !run.known.body_weight) return nullptr;
  const Subject anybody{run, 0, run.records.patients().front()};
  const TimeSpan span = Resolve(fact, anybody);
  if (!span.problem.empty() || span.in_hours || span.half_lives > 0 || span.to_half_lives > 0) return nullptr;
  if (span.later || span.ahead(anybody.as_of())) return nullptr;
  auto plain = std::make_unique<PlainClearance>();
  plain->who_ = &columns.who();
  plain->as_of_ = run.settings.as_of;
  plain->window_ = span;
  plain->window_.first = FreshFrom(span, anybody);
  if (span.mode == TimeSpan::Mode::kNow) plain->window_.last = span.anchor;
  const Limit& limit = fact.limits.front();
  plain->op_ = limit.compare.op;
  plain->limit_ = limit.compare.value.ToDouble() * Factor(limit.unit, units::ParseUnit(kClearanceUnit), {});
  if (!(plain->limit_ > 0)) return nullptr;
  plain->creatinine_ = ScaledOf(*creatinine, kCreatinineUnit, run, columns);
  plain->weight_ = ScaledOf(*run.known.body_weight, kWeightUnit, run, columns);
  for (const Scaled* scaled : {&plain->creatinine_, &plain->weight_}) {
    if (scaled->columns != nullptr && scaled->columns->overflown()) return nullptr;
  }
  AddSpoken(fact.closure, run.records, plain->stored_);
  plain->by_stored_ = PlainMeasurement::Of(fact, {span}, run, columns);
  if (fact.provided) {
    plain->proviso_ = SilentProviso::Of(*fact.provided, run);
    if (!plain->proviso_) return nullptr;
  }
  return plain;
}

// As BodyOn() in clearance.cc chooses it.
std::optional<PlainClearance::Weight> PlainClearance::WeightOn(PatientIndex patient, std::int32_t day) const {
  Weight best;
  if (weight_.columns == nullptr) return best;
  for (const records::Cell& cell : weight_.columns->Of(patient)) {
    if (weight_.columns->ShapeOf(cell).blank) return std::nullopt;
    const double kg = cell.number * weight_.factor[cell.shape];
    if (weight_.factor[cell.shape] == 0 || cell.day > as_of_.day || (best.known && cell.day > day && cell.day > best.day)) continue;
    if (best.known && cell.day == best.day) {
      best.low = std::min(best.low, kg);
      best.high = std::max(best.high, kg);
    } else {
      best = {true, cell.day, kg, kg};
    }
  }
  return best;
}

std::optional<Reading> PlainClearance::ReadingOf(PatientIndex patient) const {
  const records::Cell* last = nullptr;
  if (creatinine_.columns != nullptr) {
    const std::int32_t until = std::min(window_.last, as_of_).day;
    for (const records::Cell& cell : creatinine_.columns->Of(patient)) {
      if (!creatinine_.result[cell.shape]) continue;
      const records::Shape& shape = creatinine_.columns->ShapeOf(cell);
      if (!shape.dated) return std::nullopt;
      if (cell.day > until) continue;
      if (last != nullptr && last->day == cell.day) return std::nullopt;  // which of them counts
      last = &cell;
    }
  }
  if (last == nullptr) return Reading{};
  const Who& who = (*who_)[patient];
  const bool sexed = who.sex == records::Sex::kFemale || who.sex == records::Sex::kMale;
  const bool born = who.birth != Who::kNoBirth && who.birth != Who::kPartial;
  const double creatinine = last->number * creatinine_.factor[last->shape];
  if (!sexed || !born || !(creatinine > 0)) return std::nullopt;
  const int age = CompletedYears(Date{who.birth}, Date{last->day});
  if (age < measure::kCockcroftGaultFromAge || age >= measure::kCockcroftGaultToAge) return std::nullopt;
  const auto weight = WeightOn(patient, last->day);
  if (!weight || (weight->known && !(weight->low > 0))) return std::nullopt;
  if (!weight->known) return Reading{};
  const auto sides = [&](double kg) -> std::optional<bool> {
    const double clearance = measure::CockcroftGaultNearly(age, kg, creatinine, who.sex == records::Sex::kFemale);
    if (std::abs(clearance - limit_) <= kNear * limit_) return std::nullopt;
    const bool above = clearance > limit_;
    return AtLeast(op_) ? above : !above;
  };
  const auto low = sides(weight->low);
  const auto high = sides(weight->high);
  if (!low || !high) return std::nullopt;
  const Truth truth = *low == *high ? FromBool(*low) : Truth::kUnknown;
  const bool fresh = weight->day <= last->day && weight->day >= last->day - kWeightDays && last->day >= window_.first.day;
  return Reading{fresh ? truth : Truth::kUnknown, truth};
}

std::optional<LeafTruth> PlainClearance::Judge(PatientIndex patient) const {
  if (proviso_ && proviso_->SpeaksOf(patient)) return std::nullopt;
  if (verdict::Has(stored_, patient)) {
    // What leaves it open stands beside what is computed.
    const auto stored = by_stored_ ? by_stored_->Judge(patient) : std::nullopt;
    return stored && Known(stored->reading.strict) ? stored : std::nullopt;
  }
  auto reading = ReadingOf(patient);
  if (!reading) return std::nullopt;
  if (proviso_) reading = While(*reading, proviso_->Of((*who_)[patient].sex));
  return LeafTruth{*reading, false};
}

}  // namespace eligo::match
