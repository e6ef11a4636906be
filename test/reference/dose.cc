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
  bool on_record = false;      // something is, or may be, given
  bool sure = true;            // it surely is
  std::vector<Number> may_be;  // each of the doses that it may be

  bool exact() const { return sure && may_be.size() == 1 && may_be[0].exact(); }
};

// Where a page says only that a dose is unknown, which doses it may be: those of the records it lies between, or any at all.
enum class Unknown { kOfTheRecords, kAny };

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

// One record among the courses of a drug, or none of a course.
struct Holder {
  const Course* course = nullptr;
  std::size_t record = Course::kNobody;
  const Record& row() const { return course->records[record]; }
};

// Every way in which one record of each course may be the one that holds on a day and counts.
std::vector<std::vector<Holder>> Ways(const Question& q, const OneDrug& drug, Date day) {
  std::vector<std::vector<Holder>> ways = {{}};
  for (const Course& course : drug.courses) {
    const auto of = course.holds.find(day);
    if (of == course.holds.end()) continue;
    std::vector<std::vector<Holder>> more;
    for (const auto& way : ways) {
      bool without = false;
      for (const std::size_t record : of->second) {
        const bool none = record == Course::kNobody;
        without = without || none || Counts(q, course.records[record]) != Truth::kTrue;
        if (none) continue;
        more.push_back(way);
        more.back().push_back({&course, record});
      }
      if (without) more.push_back(way);
    }
    ways = more;
  }
  return ways;
}

std::optional<Rational> Counted(const Question& q, const OneDrug& drug, const Record& record) {
  const auto dose = DailyDose(q, record);
  return dose ? Multiply(*dose, drug.factor) : std::nullopt;
}

// A bridged gap keeps the drug going, not its dose.
Number InGap(const Question& q, const OneDrug& drug, Date day, Unknown unknown) {
  if (unknown == Unknown::kAny) return FromNothingTo(std::nullopt);
  std::optional<Rational> most = Rational(0);
  for (const int step : {-1, 1}) {
    for (Date beside = AddDays(day, step); drug.going.may.contains(beside); beside = AddDays(beside, step)) {
      bool found = false;
      for (const Course& course : drug.courses) {
        const auto of = course.holds.find(beside);
        if (of == course.holds.end()) continue;
        found = true;
        for (const std::size_t record : of->second) {
          if (record == Course::kNobody) continue;
          const auto dose = Counted(q, drug, course.records[record]);
          most = most && dose ? std::optional(std::max(*most, *dose)) : std::nullopt;
        }
      }
      if (found) break;
    }
  }
  return FromNothingTo(most);
}

// Whether a day may lie in a gap that is bridged: where none of the records that may hold on it does, the next one begins soon enough.
bool MayBeInGap(const OneDrug& drug, Date day) {
  if (!drug.going.may.contains(AddDays(day, -1))) return false;
  for (const Course& course : drug.courses) {
    const auto of = course.holds.find(day);
    for (Date next = AddDays(day, 1); next <= AddDays(day, kGap); ++next.day) {
      const auto then = course.holds.find(next);
      if (then == course.holds.end()) continue;
      if (of == course.holds.end() || !std::includes(of->second.begin(), of->second.end(), then->second.begin(), then->second.end()))
        return true;
    }
  }
  return false;
}

// Nothing: not settled by contract and pages.
std::optional<DayDose> OnDay(const Question& q, const OneDrug& drug, Date day, Unknown unknown) {
  DayDose found;
  for (const Course& course : drug.courses) {
    if (course.open.contains(day)) return std::nullopt;
    found.on_record = found.on_record || course.holds.contains(day);
  }
  const bool recorded = found.on_record;
  found.on_record = recorded || drug.going.may.contains(day);
  for (std::vector<Holder> way : Ways(q, drug, day)) {
    // An administration of the day counts before what was ordered.
    const auto given = [](const Holder& holder) { return holder.row().row.exposure == records::Exposure::kAdministration; };
    if (std::any_of(way.begin(), way.end(), given)) std::erase_if(way, [&](const Holder& holder) { return !given(holder); });
    if (way.size() > 1) return std::nullopt;
    Number dose = FromNothingTo(Rational(0));
    if (way.empty()) {
      found.sure = false;
      if (recorded ? MayBeInGap(drug, day) : found.on_record) dose = InGap(q, drug, day, unknown);
    } else {
      const bool twin = way[0].course->twins.contains(way[0].record);
      const auto counted = twin && unknown == Unknown::kAny ? std::nullopt : Counted(q, drug, way[0].row());
      dose = counted ? Number{counted, counted} : FromNothingTo(std::nullopt);
      dose.low_open = !counted;  // something, at least
    }
    if (std::find(found.may_be.begin(), found.may_be.end(), dose) == found.may_be.end()) found.may_be.push_back(dose);
  }
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
    drug.going = BridgedDaysOf(*courses, [&](const Record& record) { return Counts(q, record); });
    if (q.fact.dose && !q.fact.dose->equivalent_of.empty()) {
      const auto factor = q.terms.Get(id).prednisone_factor;
      if (!factor) return std::nullopt;
      drug.factor = *factor;
    }
    drugs.push_back(drug);
  }
  return drugs;
}

// The doses that all drugs of a day may come to together.
struct Sums {
  std::vector<Number> may_be = {FromNothingTo(Rational(0))};
  bool on_record = false;

  bool operator==(const Sums&) const = default;
};

std::optional<Sums> SumsOn(const Question& q, const std::vector<OneDrug>& drugs, Date day, Unknown unknown) {
  Sums sums;
  for (const OneDrug& drug : drugs) {
    const auto of = OnDay(q, drug, day, unknown);
    if (!of) return std::nullopt;
    sums.on_record = sums.on_record || of->on_record;
    std::vector<Number> more;
    for (const Number& sum : sums.may_be) {
      for (const Number& dose : of->may_be) {
        Number both{Add(*sum.low, *dose.low), sum.high && dose.high ? Add(*sum.high, *dose.high) : std::nullopt};
        both.low_open = sum.low_open || dose.low_open;
        more.push_back(both);
      }
    }
    sums.may_be = more;
  }
  return sums;
}

// A day's doses against the fact's, in one reading. Without exposure it is 0 when presumed, anything strictly.
std::optional<Truth> DoseHolds(const Question& q, Sums sums, bool strict) {
  if (!sums.on_record && strict && !q.complete()) sums.may_be = {FromNothingTo(std::nullopt)};
  const auto against = [&](const Number& dose) { return AgainstLimit(dose, q.fact.dose->op, q.fact.dose->value, q.fact.dose->high); };
  std::set<Truth> found;
  Number all = sums.may_be[0];
  for (const Number& sum : sums.may_be) {
    found.insert(against(sum));
    if (*sum.low < *all.low || (*sum.low == *all.low && !sum.low_open)) {
      all.low = sum.low;
      all.low_open = sum.low_open;
    }
    all.high = all.high && sum.high ? std::optional(std::max(*all.high, *sum.high)) : std::nullopt;
  }
  const Truth said = found.size() == 1 ? *found.begin() : Truth::kUnknown;
  // Whether, of two doses that may be, what lies between them may be as well, no page says.
  return sums.may_be.size() == 1 || against(all) == said ? std::optional(said) : std::nullopt;
}

bool AtLeast(Operator op) { return op == Operator::kGreaterEqual || op == Operator::kGreater; }

Said DoseIn(const Question& q, const std::vector<OneDrug>& drugs, const When& when, Unknown unknown) {
  const logic::Dose& dose = *q.fact.dose;
  Date first = when.from;
  Date last = when.to;
  if (when.reach == Reach::kOn) {
    if (q.fact.duration || q.fact.pick) return std::nullopt;
    first = last = when.anchor;
  } else if (when.reach != Reach::kWithin || when.to > q.settings.as_of) {
    return std::nullopt;
  }
  if (q.fact.duration) {
    last = q.settings.as_of;
    for (const OneDrug& drug : drugs) {
      if (!drug.going.may.empty()) first = std::min(first, *drug.going.may.begin());
    }
  }
  std::map<Date, Reading> days;
  std::optional<Sums> before;
  for (Date day = first; day <= last; ++day.day) {
    const auto sums = SumsOn(q, drugs, day, unknown);
    if (!sums) return std::nullopt;
    if (before == sums) {
      days[day] = days[AddDays(day, -1)];
      continue;
    }
    before = sums;
    const auto strict = DoseHolds(q, *sums, true);
    const auto presumed = DoseHolds(q, *sums, false);
    if (!strict || !presumed) return std::nullopt;
    days[day] = {*strict, *presumed};
  }
  const DayTruth strict = [&](Date day) { return days.at(day).strict; };
  const DayTruth presumed = [&](Date day) { return days.at(day).presumed; };
  const auto both = [&](const std::function<std::optional<Truth>(const DayTruth&)>& judge) -> Said {
    const auto strictly = judge(strict);
    const auto when_presumed = judge(presumed);
    return strictly && when_presumed ? Said(Reading{*strictly, *when_presumed}) : std::nullopt;
  };
  if (q.fact.duration) {
    if (!AtLeast(dose.op) || !AtLeast(q.fact.duration->op) || q.fact.pick) return std::nullopt;
    return both([&](const DayTruth& on) { return RunWithin(q, when, on, presumed, first); });
  }
  bool some_day = AtLeast(dose.op);
  const bool one_sided = dose.op != Operator::kEqual && dose.op != Operator::kBetween;
  if (q.fact.pick == logic::Pick::kLowest) {
    some_day = !some_day;
  } else if (q.fact.pick && q.fact.pick != logic::Pick::kHighest) {
    return std::nullopt;
  }
  if (q.fact.pick && !one_sided) return std::nullopt;
  return both([&](const DayTruth& on) {
    return some_day ? Not(EveryDay([&](Date day) { return Not(on(day)); }, first, last)) : EveryDay(on, first, last);
  });
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
      for (const Record& record : course.records) {
        if (Counts(q, record) == Truth::kUnknown) return std::nullopt;
      }
    }
    std::optional<DayDose> before;
    for (Date day = first; day <= when.anchor; ++day.day) {
      const auto of = OnDay(q, drug, day, Unknown::kAny);
      if (!of) return std::nullopt;
      uncertain = uncertain || (of->on_record && !of->exact());
      exposed = exposed || of->on_record;
      begun = begun || (before && !before->on_record && of->on_record);
      changed = changed || (before && before->on_record && (!of->on_record || before->may_be != of->may_be));
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
  Said said;
  for (const Unknown unknown : {Unknown::kAny, Unknown::kOfTheRecords}) {
    const Said here = DoseIn(q, *drugs, when, unknown);
    if (!here || (said && said != here)) return std::nullopt;
    said = here;
  }
  // Kernels add up the doses of an order that may have been stopped and of the older one that may go on again, though one of them holds:
  // known, more careful than need be, and left as it is.
  const bool may_go_on_again = std::any_of(world.begin(), world.end(), [&](const Record& stopped) {
    return stopped.row.stopped && !stopped.row.end && std::any_of(world.begin(), world.end(), [&](const Record& older) {
             const bool orders = stopped.row.exposure == records::Exposure::kOrder && older.row.exposure == records::Exposure::kOrder;
             return orders && older.concept_id == stopped.concept_id && older.start() < stopped.start();
           });
  });
  return may_go_on_again && said != Both(Truth::kUnknown) ? Said() : said;
}

}  // namespace eligo::reference
