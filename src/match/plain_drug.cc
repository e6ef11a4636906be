#include "match/plain_drug.h"

#include <algorithm>
#include <utility>

namespace eligo::match {
namespace {

using logic::Pick;
using records::PatientIndex;

constexpr Fields kPlain = kRouteField | kStateField | kExceptField | kDoseField | kDurationField | kStableForField | kDistinctField |
                          kAloneField | kPickField | kWindowField;

bool IsPlain(const PreparedFact& fact, const Run& run) {
  if ((fact.fields & ~kPlain) != 0 || fact->about != logic::About::kDrug || !fact.concept_id) return false;
  if (fact.event || !fact.since.empty() || !fact.required.empty() || fact->decides == logic::Decides::kPerson) return false;
  const terms::Concept& c = run.terms.Get(*fact.concept_id);
  if (c.by_name || c.person || fact->concept_ref.id == "childbearing_potential") return false;
  const bool other = c.kind == terms::Kind::kProcedure || c.kind == terms::Kind::kMeasurement || c.kind == terms::Kind::kScore ||
                     c.kind == terms::Kind::kItem;
  if (other) return false;
  const auto day_by_day = [](const PreparedFact& except) { return except.Has(kDayByDay); };
  if (std::any_of(fact.except.begin(), fact.except.end(), day_by_day)) return false;
  if (fact->pick == Pick::kLowest || fact->pick == Pick::kHighest) return false;
  if (fact->dose && (fact->stable_for || (!fact->dose->equivalent_of.empty() && !fact.equivalent))) return false;
  if (fact->duration && fact->duration->value.hours != 0) return false;
  if (fact->alone && run.known.companions.empty()) return false;
  return !fact->distinct || (!fact->stable_for && !fact->alone);
}

}  // namespace

std::unique_ptr<PlainDrug> PlainDrug::Of(const PreparedLeaf& leaf, const Run& run, TakenColumns& columns) {
  if (!leaf.fact || run.records.patients().empty() || !IsPlain(*leaf.fact, run)) return nullptr;
  const PreparedFact& fact = *leaf.fact;
  TimeSpan span = Resolve(fact, Subject{run, 0, run.records.patients().front()});
  if (!span.problem.empty() || span.in_hours || span.half_lives > 0 || span.to_half_lives > 0) return nullptr;
  std::unique_ptr<PlainDrug> plain(new PlainDrug(fact, run));
  if (span.later) {
    if (!fact.excluding() || span.last > span.anchor) return nullptr;
    plain->keeps_only_true_ = true;
  }
  if (fact->stable_for || fact->alone) span = SteadySpan(span);
  if (fact->distinct) span = CountingSpan(span);
  const bool now = span.mode == TimeSpan::Mode::kNow;
  if (span.first > span.last && !now) return nullptr;
  if ((fact->stable_for || fact->alone) && !now) return nullptr;
  if (fact->dose && !now && (fact->pick == Pick::kLatest || fact->pick == Pick::kFirst)) return nullptr;
  if (!fact->distinct) {
    plain->parts_.push_back(plain->PartOf(fact, span, columns));
    return plain;
  }
  for (const PreparedFact& one : fact.each) {
    const records::Timeline* const rows = run.records.Find(*one.concept_id);
    if (rows == nullptr) continue;
    plain->parts_.push_back(plain->PartOf(one, span, columns));
    plain->parts_.back().rows = rows;
    plain->parts_.back().any_of_class = one.concept_id == fact.concept_id && fact.closure.size() > 1;
  }
  return plain;
}

PlainDrug::Part PlainDrug::PartOf(const PreparedFact& fact, const TimeSpan& span, TakenColumns& columns) const {
  Part part;
  part.fact = &fact;
  part.span = span;
  if (fact->stable_for) part.same_from = Add(span.anchor, -*fact->stable_for);
  if (fact->dose || fact->duration || !fact->stable_for)
    part.taken = columns.Of(fact, run_, fact->dose ? Amounts::kOfFact : Amounts::kNone);
  if (fact->dose && fact->dose->per_kg) part.weights = columns.Weights(run_);
  if (fact->alone) part.beside = columns.Beside(fact, run_);
  for (const terms::ConceptId id : fact.ToLookUp()) {
    if (!fact->stable_for) break;
    auto one = std::make_unique<PreparedFact>(fact);
    one->concept_id = id;
    one->closure = {id};
    one->recorded.reset();
    const PreparedFact& asked = *one;
    part.each.push_back(columns.Of(asked, run_, Amounts::kOfDrug, std::move(one)));
  }
  return part;
}

Reading PlainDrug::ReadingOf(const Part& part, const TakenState& state) const {
  const PreparedFact& fact = *part.fact;
  return fact->dose ? DoseHolds(*fact->dose, std::nullopt, state) : Or(Silence(), {state.on, state.presumed_on});
}

void PlainDrug::Prepare() {
  const Doses none;
  for (Part& part : parts_) {
    part.nothing = ReadingOf(part, TakenOf({}, (*part.fact)->dose ? &none : nullptr, closed()).front());
    if (part.taken == nullptr) continue;
    for (const TakenState& state : part.taken->states()) part.holds.push_back(ReadingOf(part, state));
  }
}

// Of doses per kg the states say only what holds whatever the weight is: that nothing is taken.
Reading PlainDrug::Holds(const Part& part, PatientIndex patient, std::uint32_t state) const {
  if (part.weights == nullptr) return part.holds[state];
  const TakenState& taken = part.taken->states()[state];
  const records::Number nothing{units::Rational(0), units::Rational(0)};
  if (taken.dose == nothing && taken.presumed_dose == nothing) return part.holds[state];
  return DoseHolds(*(*part.fact)->dose, part.weights->Of(patient), taken);
}

// Of what is asked of each day.
Reading PlainDrug::HoldsOn(const Part& part, PatientIndex patient, Date day) const {
  if (!part.taken->Has(patient)) return part.nothing;
  return Holds(part, patient, part.taken->Among(patient, day, day).front().state);
}

PlainDrug::Stretches PlainDrug::StretchesIn(const Part& part, PatientIndex patient, Date first, Date last) const {
  Stretches out;
  if (first > last) return out;
  if (!part.taken->Has(patient)) {
    out.push_back({first, last, part.nothing});
    return out;
  }
  for (const TakenColumn::Cell& cell : part.taken->Among(patient, first, last)) {
    if (!out.empty()) out[out.size() - 1].last = Date{cell.first - 1};
    out.push_back({std::max(first, Date{cell.first}), last, Holds(part, patient, cell.state)});
  }
  return out;
}

// As Exposed() in drug_time.cc says of courses.
std::optional<Reading> PlainDrug::Exposed(const Part& part, PatientIndex patient) const {
  const TimeSpan& span = part.span;
  const bool any = part.taken->Has(patient);
  if (span.mode == TimeSpan::Mode::kNow) {
    Reading reading = HoldsOn(part, patient, span.anchor);
    if (span.stated || !any) return reading;
    // What was taken before may count: the text does not say when.
    for (const TakenColumn::Cell& cell : part.taken->Of(patient)) {
      if (cell.first > span.anchor.day) break;
      if (part.taken->states()[cell.state].presumed_on != Truth::kFalse) return Or(reading, Reading{});
    }
    return reading;
  }
  if (any && part.taken->Odd(patient)) return std::nullopt;
  Reading reading = Silence();
  for (const Stretch& s : StretchesIn(part, patient, span.mode == TimeSpan::Mode::kEver ? kDawn : span.first, span.last))
    reading = Or(reading, s.holds);
  return reading;
}

// As Alone() in drug_steady.cc says of one day.
Reading PlainDrug::Alone(const Part& part, PatientIndex patient) const {
  Reading beside = Silence();
  if (part.beside->Has(patient)) {
    const TakenState& state = part.beside->On(patient, part.span.last);
    if (state.presumed_on != Truth::kFalse) beside = Or(beside, {state.on, state.presumed_on});
  }
  return Not(beside);
}

Reading PlainDrug::Stable(const Part& part, PatientIndex patient) const {
  const Date last = part.span.anchor;
  const Date first = part.same_from;
  SameDoses strict(false, closed());
  SameDoses presumed(true, closed());
  for (const TakenColumn* drug : part.each) {
    if (!drug->Has(patient)) continue;
    for (const TakenColumn::Cell& cell : drug->Among(patient, first, last)) {
      strict.Add(cell.first <= first.day, drug->states()[cell.state]);
      presumed.Add(cell.first <= first.day, drug->states()[cell.state]);
    }
  }
  Reading reading{strict.truth(), presumed.truth()};
  if (Known(reading.strict)) reading.presumed = reading.strict;
  return reading;
}

// As JudgeOne() in drug.cc puts them together.
std::optional<Reading> PlainDrug::JudgePart(const Part& part, PatientIndex patient) const {
  const PreparedFact& fact = *part.fact;
  const TimeSpan& span = part.span;
  const Date first = span.mode == TimeSpan::Mode::kBetween ? span.first : kDawn;
  Reading reading = Both(Truth::kTrue);
  if (fact->duration) {
    const auto in = [&](Date from, Date to) { return StretchesIn(part, patient, from, to); };
    reading = LastedIn(fact, span, first, in).truth;
  } else if (fact->dose && span.mode == TimeSpan::Mode::kNow) {
    reading = HoldsOn(part, patient, span.anchor);
  } else if (fact->dose) {
    reading = OnDays(AsksForEveryDay(*fact), StretchesIn(part, patient, first, span.last));
  } else if (!fact->stable_for && fact->pick == Pick::kAll && span.mode != TimeSpan::Mode::kNow) {
    reading = OnDays(true, StretchesIn(part, patient, first, span.last));
  } else if (!fact->stable_for) {
    const auto exposed = Exposed(part, patient);
    if (!exposed) return std::nullopt;
    reading = *exposed;
  }
  if (fact->stable_for) reading = And(reading, Stable(part, patient));
  if (fact->alone) reading = And(reading, Alone(part, patient));
  return reading;
}

std::optional<LeafTruth> PlainDrug::Judge(PatientIndex patient) const {
  LeafTruth truth;
  if (fact_->distinct) {
    CountedDrugs counted;
    for (const Part& part : parts_) {
      if (!part.rows->Has(patient)) continue;
      const auto reading = JudgePart(part, patient);
      if (!reading) return std::nullopt;
      counted.Add(*reading, part.any_of_class);
    }
    truth.reading = counted.Against(*fact_->distinct, closed());
  } else {
    const auto reading = JudgePart(parts_.front(), patient);
    if (!reading) return std::nullopt;
    truth.reading = *reading;
  }
  if (keeps_only_true_ && truth.reading.strict != Truth::kTrue) truth = {Reading{}, true};
  return truth;
}

}  // namespace eligo::match
