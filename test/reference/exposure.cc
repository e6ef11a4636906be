// Exposure: whether a patient was on a drug in the days that a fact speaks of, for how long, on how many of a class (contract 3.9, 4.3).
#include <algorithm>
#include <array>

#include "test/reference/bounds.h"
#include "test/reference/courses.h"
#include "test/reference/days.h"
#include "test/reference/dose.h"
#include "test/reference/kinds.h"

namespace eligo::reference {
namespace {

using logic::Operator;

// A drug on one day, in one reading: where the record is silent, unknown strictly, not taken when presumed.
Truth OnDay(const Question& q, const Days& days, Date day, bool strict) {
  const Truth on = days.On(day);
  return on == Truth::kFalse && strict && !q.complete() ? Truth::kUnknown : on;
}

// Whether routes let a record count: as the fact asks, and not as it excepts. An unstated one leaves it open.
std::optional<Truth> ByRoute(const Question& q, const Record& record) {
  const auto named = [&](const std::string& route) {
    if (route == "oral") return record.row.route == records::Route::kOral;
    if (route == "intravenous") return record.row.route == records::Route::kIntravenous;
    return record.row.route == records::Route::kTopical || record.row.route == records::Route::kOphthalmic;  // "topical"
  };
  const bool unstated = record.row.route == records::Route::kUnstated;
  Truth counts = Truth::kTrue;
  if (!q.fact.route.empty()) {
    counts = unstated ? Truth::kUnknown : FromBool(std::any_of(q.fact.route.begin(), q.fact.route.end(), named));
  }
  for (const logic::FactPtr& except : q.fact.except) {
    if (except->route != std::vector<std::string>{"topical"} || !except->concept_ref.text.empty()) return std::nullopt;
    counts = And(counts, unstated ? Truth::kUnknown : FromBool(!named("topical")));
  }
  return counts;
}

// Per drug, the days on it, gaps bridged.
using OnDrugs = std::map<terms::ConceptId, Days>;

std::optional<OnDrugs> OnEach(const Question& q, const std::vector<Record>& world) {
  OnDrugs drugs;
  for (const auto& [drug, all] : ByDrug(world)) {
    std::vector<Record> counted;
    for (const Record& record : all) {
      const auto counts = ByRoute(q, record);
      if (!counts) return std::nullopt;
      if (*counts != Truth::kFalse) counted.push_back(record);
    }
    const auto courses = CoursesOf(q, counted, all);
    if (!courses) return std::nullopt;
    const Days days = BridgedDaysOf(*courses, [&](const Record& record) { return ByRoute(q, record).value(); });
    if (!days.may.empty()) drugs[drug] = days;
  }
  return drugs;
}

Days AnyOf(const OnDrugs& drugs) {
  Days all;
  for (const auto& [drug, days] : drugs) all = Union(all, days);
  return all;
}

// --- at some time

// Whether a drug was taken in the window that is its own, by its half-life.
std::optional<Truth> TakenIn(const Question& q, terms::ConceptId drug, const Days& days, When when) {
  const auto half_life = q.terms.Get(drug).half_life_days;
  bool unknown_reach = false;
  if (q.fact.window && q.fact.window->to && q.fact.window->to->half_lives > 0) {
    if (when.reach != Reach::kEver) return std::nullopt;
    if (!half_life) return *days.may.begin() <= when.anchor ? Truth::kUnknown : Truth::kFalse;
    when.to = HalfLivesBefore(when.anchor, q.fact.window->to->half_lives, *half_life);
    // Where they are whole days, "a whole day earlier" is not said clearly enough.
    if (q.fact.window->to->half_lives * half_life->numerator() % half_life->denominator() == 0) return std::nullopt;
  }
  if (q.fact.window && q.fact.window->from && q.fact.window->from->half_lives > 0) {
    if (!half_life || q.fact.window->or_longer || q.fact.window->open_from) return std::nullopt;
    when.from = HalfLivesBefore(when.anchor, q.fact.window->from->half_lives, *half_life);
  }
  if (q.fact.window && q.fact.window->or_longer && q.fact.window->or_longer->half_lives > 0) {
    if (q.fact.window->open_from) return std::nullopt;
    unknown_reach = !half_life;
    if (half_life) when.from = std::min(when.from, HalfLivesBefore(when.anchor, q.fact.window->or_longer->half_lives, *half_life));
  }
  Truth taken = Truth::kFalse;
  for (const Date day : days.may) {
    if (day > when.to) continue;
    if (when.reach == Reach::kEver || day >= when.from)
      taken = Or(taken, days.On(day));
    else if (unknown_reach)
      taken = Or(taken, Truth::kUnknown);
  }
  return taken;
}

std::optional<Truth> TakenOf(const Question& q, const OnDrugs& drugs, const When& when) {
  Truth taken = Truth::kFalse;
  for (const auto& [drug, days] : drugs) {
    const auto of = TakenIn(q, drug, days, when);
    if (!of) return std::nullopt;
    taken = Or(taken, *of);
  }
  return taken;
}

Said Silent(const Question& q) { return Reading{q.complete() ? Truth::kFalse : Truth::kUnknown, Truth::kFalse}; }

Said Taken(const Question& q, const OnDrugs& drugs, const When& when) {
  Truth taken = Truth::kFalse;
  if (when.reach == Reach::kWithin || when.reach == Reach::kEver) {
    const auto of = TakenOf(q, drugs, when);
    if (!of) return std::nullopt;
    taken = *of;
  } else {
    const Days days = AnyOf(drugs);
    taken = days.On(when.anchor);
    // What is over may count: the text does not say when.
    const bool before = !days.may.empty() && *days.may.begin() < when.anchor;
    if (when.reach == Reach::kNow && taken == Truth::kFalse && before) taken = Truth::kUnknown;
  }
  return taken == Truth::kFalse ? Silent(q) : Both(taken);
}

// --- for how long

// Of the runs of days on which `on` holds, the first day and the last of each.
std::vector<std::pair<Date, Date>> Runs(Date first, Date last, const std::function<bool(Date)>& on) {
  std::vector<std::pair<Date, Date>> runs;
  for (Date day = first; day <= last; ++day.day) {
    if (!on(day)) continue;
    if (runs.empty() || runs.back().second.day + 1 != day.day) runs.emplace_back(day, day);
    runs.back().second = day;
  }
  return runs;
}

bool Lasts(std::pair<Date, Date> run, Operator op, Period length) { return Holds(run.second.day + 1, op, Moved(run.first, length).day); }

// A run of days that lasts so long, within these.
Truth AnyRun(const DayTruth& on, Date first, Date last, Operator op, Period length) {
  for (const auto& run : Runs(first, last, [&](Date day) { return on(day) == Truth::kTrue; })) {
    if (Lasts(run, op, length)) return Truth::kTrue;
  }
  for (const auto& run : Runs(first, last, [&](Date day) { return on(day) != Truth::kFalse; })) {
    if (Lasts(run, op, length)) return Truth::kUnknown;
  }
  return Truth::kFalse;
}

Truth AnyDay(const DayTruth& on, Date first, Date last) {
  Truth any = Truth::kFalse;
  for (Date day = first; day <= last; ++day.day) any = Or(any, on(day));
  return any;
}

// So many days before the first that is on record: what is silent there may be as long as any length that is asked.
constexpr int kSilentDays = 400;

}  // namespace

Truth EveryDay(const DayTruth& on, Date first, Date last) {
  Truth every = Truth::kTrue;
  for (Date day = first; day <= last; ++day.day) every = And(every, on(day));
  return every;
}

std::optional<Truth> RunWithin(const Question& q, const When& when, const DayTruth& on, const DayTruth& recorded, Date begin) {
  const Operator op = q.fact.duration->op;
  const Period length = q.fact.duration->value;
  if (length.hours != 0) return std::nullopt;
  const Date first = when.reach == Reach::kWithin ? when.from : AddDays(begin, -kSilentDays);
  if (op == Operator::kGreaterEqual || op == Operator::kGreater) {
    const Truth inside = AnyRun(on, first, when.to, op, length);
    if (!q.excluding() || when.reach != Reach::kWithin || inside == Truth::kTrue) return inside;
    // What is longer than its window is, by the same ruling, never surely met and never ruled out: no page says so.
    if (AnyRun([](Date) { return Truth::kTrue; }, first, when.to, op, length) == Truth::kFalse) return std::nullopt;
    // Contract 4.3: a course that qualifies as a whole, with fewer days inside.
    const auto overlaps = [&](const DayTruth& days, Date last) {
      for (const auto& run : Runs(begin, last, [&](Date day) { return days(day) != Truth::kFalse; })) {
        if (Lasts(run, op, length) && run.second >= when.from && run.first <= when.to) return true;
      }
      return false;
    };
    // Whether days after the window make a course whole, no page says.
    if (overlaps(recorded, when.to) != overlaps(recorded, q.settings.as_of)) return std::nullopt;
    if (overlaps(recorded, when.to)) return Truth::kUnknown;
    // Nor whether days do that are silent.
    if (inside == Truth::kFalse && overlaps(on, q.settings.as_of)) return std::nullopt;
    return inside;
  }
  if (q.excluding()) return std::nullopt;
  // No longer than: it is there, and has no run that is longer.
  const Truth there = AnyDay(on, first, when.to);
  if (op == Operator::kEqual) {
    return And(AnyRun(on, first, when.to, Operator::kGreaterEqual, length), Not(AnyRun(on, first, when.to, Operator::kGreater, length)));
  }
  return And(there, Not(AnyRun(on, first, when.to, op == Operator::kLess ? Operator::kGreaterEqual : Operator::kGreater, length)));
}

namespace {

// On it without a gap for so long up to the anchor's day.
std::optional<Truth> UpTo(const Question& q, const DayTruth& on, Date anchor) {
  const Period length = q.fact.duration->value;
  Date first = Moved(anchor, -length);
  if (length.hours != 0 || Moved(first, length) != anchor) return std::nullopt;  // months counted back and forth differ
  if (q.fact.duration->op == Operator::kGreater)
    --first.day;
  else if (q.fact.duration->op != Operator::kGreaterEqual)
    return std::nullopt;
  return EveryDay(on, first, anchor);
}

bool CountsHalfLives(const logic::Window& window) {
  const auto counts = [](const std::optional<logic::Bound>& bound) { return bound && bound->half_lives > 0; };
  return counts(window.from) || counts(window.to) || counts(window.or_longer);
}

Said HowLong(const Question& q, const Days& days, const When& when) {
  if (when.to > q.settings.as_of || (q.fact.window && (q.fact.window->or_longer || CountsHalfLives(*q.fact.window)))) return std::nullopt;
  const bool at_most = q.fact.duration->op == Operator::kLess || q.fact.duration->op == Operator::kLessEqual;
  if (days.may.empty() && at_most) return Silent(q);  // not taken is not taken no longer
  const Date begin = days.may.empty() ? when.to : *days.may.begin();
  const bool window = when.reach == Reach::kWithin || when.reach == Reach::kEver;
  const DayTruth recorded = [&](Date day) { return days.On(day); };
  std::array<std::optional<Truth>, 2> readings;
  for (const bool strict : {true, false}) {
    const DayTruth on = [&](Date day) { return OnDay(q, days, day, strict); };
    auto& reading = readings[strict ? 0 : 1];
    reading = window ? RunWithin(q, when, on, recorded, begin) : UpTo(q, on, when.anchor);
    if (!reading) return std::nullopt;
  }
  Reading said = {*readings[0], *readings[1]};
  if (when.reach == Reach::kNow && said.presumed == Truth::kFalse) {
    // Long enough, but in the past: the text does not say when.
    const Truth past = AnyRun(recorded, begin, when.anchor, q.fact.duration->op, q.fact.duration->value);
    if (past != Truth::kFalse) said = Both(Truth::kUnknown);
  }
  return said;
}

// --- how many of a class, how often

Said Distinct(const Question& q, const OnDrugs& drugs, const When& when) {
  int least = 0;
  int most = 0;
  for (const auto& [drug, days] : drugs) {
    if (!q.terms.Members(drug).empty()) return std::nullopt;  // a class named as such may be one of the others
    Truth counts = Truth::kFalse;
    if (when.reach == Reach::kOn) {
      counts = days.On(when.anchor);
    } else {
      When in = when;
      if (when.reach == Reach::kNow) in.reach = Reach::kEver;  // "have been used"
      const auto taken = TakenIn(q, drug, days, in);
      if (!taken) return std::nullopt;
      counts = *taken;
    }
    if (counts != Truth::kFalse) ++most;
    if (counts == Truth::kTrue) ++least;
  }
  return CountSaid(q, *q.fact.distinct, least, most);
}

// Administrations: of one day one counts.
Said HowOften(const Question& q, const std::vector<Record>& world, const When& when) {
  if (when.reach != Reach::kWithin || !q.fact.route.empty() || !q.fact.except.empty()) return std::nullopt;
  std::vector<Date> days;
  for (const Record& record : world) {
    const bool given = record.row.exposure == records::Exposure::kAdministration && record.row.domain == records::Domain::kDrug;
    if (!given || !record.dated() || record.row.timed() || record.end().value_or(record.start()) != record.start()) return std::nullopt;
    if (Meets(record.start(), record.start(), when) && std::find(days.begin(), days.end(), record.start()) == days.end())
      days.push_back(record.start());
  }
  const int count = MostApart(days, q.fact.times->apart ? q.fact.times->apart->days : 1);
  return CountSaid(q, *q.fact.times, count, count);
}

Said InOneWorld(const Question& q, const std::vector<Record>& world, const When& when) {
  if (q.fact.times) return HowOften(q, world, when);
  if (q.fact.dose || q.fact.stable_for) return Dosed(q, world, when);
  const auto drugs = OnEach(q, world);
  if (!drugs) return std::nullopt;
  if (q.fact.distinct) return q.fact.duration ? Said() : Distinct(q, *drugs, when);
  const bool every = q.fact.pick == logic::Pick::kAll;
  if (!every && !q.fact.duration) return Taken(q, *drugs, when);
  // Whether a gap from one drug of a class to another is bridged, no page says.
  const Days days = AnyOf(*drugs);
  const Days bridged = Bridged(days);
  std::vector<Said> both;
  for (const Days& of : {days, bridged}) {
    if (!both.empty() && days == bridged) break;
    if (q.fact.duration) {
      both.push_back(HowLong(q, of, when));
    } else if (when.reach == Reach::kWithin && when.to <= q.settings.as_of && !q.fact.window->or_longer &&
               !CountsHalfLives(*q.fact.window)) {
      both.push_back(Reading{EveryDay([&](Date day) { return OnDay(q, of, day, true); }, when.from, when.to),
                             EveryDay([&](Date day) { return OnDay(q, of, day, false); }, when.from, when.to)});
    } else {
      return std::nullopt;
    }
  }
  return both.front() == both.back() ? both.front() : std::nullopt;
}

// Months are tried, years would take too long.
constexpr std::size_t kWorldsOfDrugs = 70;

}  // namespace

Said Drug(const Question& q, const When& when) {
  const bool future = when.reach == Reach::kWithin ? when.from > q.settings.as_of : when.anchor > q.settings.as_of;
  // Of days to come no page says what goes on, save for an order that has no end.
  if (future || q.fact.alone) return std::nullopt;
  // A dose in equivalents of prednisone is that of all glucocorticoids.
  const bool equivalents = q.fact.dose && !q.fact.dose->equivalent_of.empty();
  if (equivalents && q.fact.dose->equivalent_of != "prednisone") return std::nullopt;
  const std::vector<Record> rows = equivalents ? RowsOf(q, q.terms.Closure(q.terms.Find("glucocorticoid").value())) : RowsOf(q);
  // Whether what was given "in May" was given on one day of it or on several no record says.
  const bool partial = std::any_of(rows.begin(), rows.end(), [](const Record& record) {
    return (record.row.start && !record.row.start->exact()) || (record.row.end && !record.row.end->exact());
  });
  // Of two orders of which nobody knows which is the newer one no page says more than that it is not certain.
  for (const Record& a : rows) {
    for (const Record& b : rows) {
      const bool orders = a.row.exposure == records::Exposure::kOrder && b.row.exposure == records::Exposure::kOrder;
      if (&a == &b || !orders || a.concept_id != b.concept_id || !a.dated() || !b.dated() || a.row.start->exact()) continue;
      if (b.row.start->last >= a.row.start->first && b.row.start->first <= a.row.start->last) return std::nullopt;
    }
  }
  if (partial && (q.fact.pick == logic::Pick::kAll || q.fact.duration || q.fact.dose || q.fact.stable_for)) return std::nullopt;
  return InEveryWorld(
      q, rows, [&](const std::vector<Record>& world) { return InOneWorld(q, world, when); }, kWorldsOfDrugs);
}

}  // namespace eligo::reference
