#include "test/reference/dose.h"

#include <algorithm>

#include "test/reference/bounds.h"
#include "test/reference/courses.h"
#include "units/unit.h"

namespace eligo::reference {
namespace {

using logic::Operator;
using records::Number;
using units::Rational;

// The dose of one drug on one day, as far as its courses say.
struct DayDose {
  bool on_record = false;  // something is, or may be, given
  bool sure = false;       // it surely is
  Number dose{Rational(0), Rational(0)};
};

Number FromNothingTo(std::optional<Rational> high) { return {Rational(0), high}; }

// The record's daily dose in mg; nothing where it is not known.
std::optional<Rational> DailyDose(const Question& q, const Record& record) {
  if (record.row.as_needed || !record.row.daily_dose) return std::nullopt;
  const auto unit = units::ParseUnit(q.records.Text(record.row.unit));
  if (!unit) return std::nullopt;
  return units::Convert(*record.row.daily_dose, *unit, units::ParseUnit("mg").value());
}

// Whether the record's dose counts, by its route: glucocorticoids are counted where they act on the whole body.
Truth Counts(const Question& q, const Record& record) {
  using records::Route;
  const bool systemic_only = q.terms.Get(record.concept_id).glucocorticoid;
  if (record.row.route == Route::kUnstated) return systemic_only || !q.fact.route.empty() ? Truth::kUnknown : Truth::kTrue;
  const bool local = record.row.route == Route::kTopical || record.row.route == Route::kOphthalmic;
  if (systemic_only && local) return Truth::kFalse;
  if (q.fact.route.empty()) return Truth::kTrue;
  return FromBool(record.row.route == Route::kOral);  // the one route that is asked here
}

// One drug: its courses, and the days on which it goes on, gaps bridged.
struct OneDrug {
  std::vector<Course> courses;
  Days going;
  Rational factor = 1;
};

// Nothing: not settled by contract and pages.
std::optional<DayDose> OnDay(const Question& q, const OneDrug& drug, Date day) {
  std::vector<const Course*> of_day;
  for (const Course& course : drug.courses) {
    if (course.days.may.contains(day)) of_day.push_back(&course);
  }
  // An administration of the day counts before what was ordered.
  const auto given = [](const Course* course) { return course->record.row.exposure == records::Exposure::kAdministration; };
  if (std::any_of(of_day.begin(), of_day.end(), given)) std::erase_if(of_day, [&](const Course* course) { return !given(course); });
  DayDose found;
  if (of_day.empty()) {
    // A bridged gap keeps the drug going, not its dose; between what doses it may be no page says.
    if (drug.going.may.contains(day)) return std::nullopt;
    return found;
  }
  if (of_day.size() > 1) return std::nullopt;
  const auto dose = DailyDose(q, of_day[0]->record);
  std::optional<Rational> counted;
  if (dose) counted = Multiply(*dose, drug.factor);
  found.on_record = true;
  found.sure = of_day[0]->days.sure.contains(day) && Counts(q, of_day[0]->record) == Truth::kTrue;
  found.dose = found.sure && counted ? Number{counted, counted} : FromNothingTo(counted);
  found.dose.low_open = found.sure && !counted;  // something, at least
  return found;
}

std::optional<std::vector<OneDrug>> DrugsOf(const Question& q, const std::vector<Record>& world) {
  std::vector<OneDrug> drugs;
  for (const auto& [id, all] : ByDrug(world)) {
    std::vector<Record> counted = all;
    const auto local = [&](const Record& record) { return Counts(q, record) == Truth::kFalse; };
    // Whether steadiness is that of what acts on the skin as well no page says.
    if (q.fact.stable_for && std::any_of(all.begin(), all.end(), local)) return std::nullopt;
    std::erase_if(counted, local);
    const auto courses = CoursesOf(q, counted, all);
    if (!courses) return std::nullopt;
    OneDrug drug{*courses, {}, 1};
    for (const Course& course : *courses) drug.going = Union(drug.going, course.days);
    const auto bridged = Bridged(drug.going);
    if (!bridged) return std::nullopt;
    drug.going = *bridged;
    if (q.fact.dose && !q.fact.dose->equivalent_of.empty()) {
      const auto factor = q.terms.Get(id).prednisone_factor;
      if (!factor) return std::nullopt;
      drug.factor = *factor;
    }
    drugs.push_back(drug);
  }
  return drugs;
}

// The dose of all drugs on a day against the fact's, in one reading. Without exposure it is 0 when presumed, anything strictly.
std::optional<Truth> DoseHolds(const Question& q, const std::vector<OneDrug>& drugs, Date day, bool strict) {
  Number sum = FromNothingTo(Rational(0));
  bool on_record = false;
  for (const OneDrug& drug : drugs) {
    const auto of = OnDay(q, drug, day);
    if (!of) return std::nullopt;
    on_record = on_record || of->on_record;
    sum.low = Add(*sum.low, *of->dose.low);
    sum.low_open = sum.low_open || of->dose.low_open;
    sum.high = sum.high && of->dose.high ? Add(*sum.high, *of->dose.high) : std::nullopt;
  }
  if (!on_record && strict && !q.complete()) sum = FromNothingTo(std::nullopt);
  return AgainstLimit(sum, q.fact.dose->op, q.fact.dose->value, q.fact.dose->high);
}

bool AtLeast(Operator op) { return op == Operator::kGreaterEqual || op == Operator::kGreater; }

std::optional<Truth> DoseIn(const Question& q, const std::vector<OneDrug>& drugs, const When& when, bool strict) {
  const logic::Dose& dose = *q.fact.dose;
  if (when.reach == Reach::kOn) return q.fact.duration || q.fact.pick ? std::nullopt : DoseHolds(q, drugs, when.anchor, strict);
  if (when.reach != Reach::kWithin || when.to > q.settings.as_of) return std::nullopt;
  std::map<Date, Truth> days, recorded;
  Date begin = when.from;
  for (const OneDrug& drug : drugs) {
    if (q.fact.duration && !drug.going.may.empty()) begin = std::min(begin, *drug.going.may.begin());
  }
  for (Date day = begin; day <= q.settings.as_of; ++day.day) {
    const auto holds = DoseHolds(q, drugs, day, strict);
    if (!holds) return std::nullopt;
    days[day] = *holds;
    if (q.fact.duration) recorded[day] = DoseHolds(q, drugs, day, false).value();
  }
  const DayTruth on = [&](Date day) { return days.at(day); };
  if (q.fact.duration) {
    if (!AtLeast(dose.op) || !AtLeast(q.fact.duration->op) || q.fact.pick) return std::nullopt;
    return RunWithin(
        q, when, on, [&](Date day) { return recorded.at(day); }, begin);
  }
  bool some_day = AtLeast(dose.op);
  const bool one_sided = dose.op != Operator::kEqual && dose.op != Operator::kBetween;
  if (q.fact.pick == logic::Pick::kLowest) {
    some_day = !some_day;
  } else if (q.fact.pick && q.fact.pick != logic::Pick::kHighest) {
    return std::nullopt;
  }
  if (q.fact.pick && !one_sided) return std::nullopt;
  return some_day ? Not(EveryDay([&](Date day) { return Not(on(day)); }, when.from, when.to)) : EveryDay(on, when.from, when.to);
}

// The same drugs and doses on every day of the period that ends with the anchor's.
Said Stable(const Question& q, const std::vector<OneDrug>& drugs, const When& when) {
  if (when.reach != Reach::kOn || q.fact.stable_for->hours != 0) return std::nullopt;
  const Date first = Moved(when.anchor, -*q.fact.stable_for);
  bool exposed = false;
  bool begun = false;
  bool changed = false;
  bool uncertain = false;
  for (const OneDrug& drug : drugs) {
    // By which route glucocorticoids were given, and so whether their dose counts, may not be known.
    for (const Course& course : drug.courses) {
      if (Counts(q, course.record) == Truth::kUnknown) return std::nullopt;
    }
    std::optional<DayDose> before;
    for (Date day = first; day <= when.anchor; ++day.day) {
      const auto of = OnDay(q, drug, day);
      if (!of) return std::nullopt;
      uncertain = uncertain || (of->on_record && (!of->sure || !of->dose.exact()));
      exposed = exposed || of->on_record;
      begun = begun || (before && !before->on_record && of->on_record);
      changed = changed || (before && before->on_record && (!of->on_record || before->dose != of->dose));
      before = of;
    }
  }
  if (uncertain) return changed || begun ? Said() : Both(Truth::kUnknown);
  // The end of a course that begins in the period as well: a change for certain, or as silent as its beginning?
  if (changed && begun && !q.complete()) return std::nullopt;
  if (changed) return Both(Truth::kFalse);
  // The time before it began is silent.
  if (begun) return Reading{q.complete() ? Truth::kFalse : Truth::kUnknown, Truth::kFalse};
  if (!exposed) return Reading{q.complete() ? Truth::kTrue : Truth::kUnknown, Truth::kTrue};
  return Both(Truth::kTrue);
}

}  // namespace

Said Dosed(const Question& q, const std::vector<Record>& world, const When& when) {
  if (!q.fact.except.empty()) return std::nullopt;
  const bool oral = q.fact.route == std::vector<std::string>{"oral"};
  if (!q.fact.route.empty() && !oral) return std::nullopt;
  if (q.fact.window && (q.fact.window->or_longer || (q.fact.window->from && q.fact.window->from->half_lives > 0))) return std::nullopt;
  const auto drugs = DrugsOf(q, world);
  if (!drugs) return std::nullopt;
  if (q.fact.stable_for) return q.fact.dose ? Said() : Stable(q, *drugs, when);
  if (q.fact.dose->per_kg || q.fact.dose->unit != "mg/d") return std::nullopt;
  const auto strict = DoseIn(q, *drugs, when, true);
  const auto presumed = DoseIn(q, *drugs, when, false);
  if (!strict || !presumed) return std::nullopt;
  return Reading{*strict, *presumed};
}

}  // namespace eligo::reference
