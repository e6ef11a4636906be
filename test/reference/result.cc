// Result: which of several results of a test counts, and how many there were (contract 3.6, 3.13; docs/match.md).
#include <algorithm>
#include <map>
#include <set>

#include "test/reference/days.h"
#include "test/reference/kinds.h"
#include "test/reference/result_value.h"
#include "test/reference/since.h"

namespace eligo::reference {
namespace {

// A result of one reading, its day known.
struct Result {
  Date day;
  std::optional<int> minute;
  Truth truth = Truth::kUnknown;
  bool cannot_answer = false;
  std::optional<units::Rational> value;  // where it is exact and in the limit's unit

  bool In(const When& window) const { return Meets(day, day, window); }
};

bool SameDayTwice(const std::vector<Result>& results) {
  std::set<Date> days;
  for (const Result& result : results) {
    if (!days.insert(result.day).second) return true;
  }
  return false;
}

// Results of one day: with times the latest (the earliest, where the first is asked for), without times what all of them say that can say
// anything.
std::optional<Truth> OfOneDay(const std::vector<Result>& day, bool earliest) {
  const bool timed = std::all_of(day.begin(), day.end(), [](const Result& r) { return r.minute.has_value(); });
  const bool untimed = std::none_of(day.begin(), day.end(), [](const Result& r) { return r.minute.has_value(); });
  if (day.size() > 1 && !timed && !untimed) return std::nullopt;  // whether the one without a time is the later no page says
  std::vector<Result> count = day;
  if (timed && !day.empty()) {
    const auto before = [](const Result& a, const Result& b) { return *a.minute < *b.minute; };
    const int minute =
        *(earliest ? std::min_element(day.begin(), day.end(), before) : std::max_element(day.begin(), day.end(), before))->minute;
    std::erase_if(count, [&](const Result& r) { return *r.minute != minute; });
  }
  std::set<Truth> can_say;
  bool straddles = false;
  for (const Result& result : count) {
    if (!result.cannot_answer) can_say.insert(result.truth);
    straddles = straddles || (!result.cannot_answer && result.truth == Truth::kUnknown);
  }
  if (can_say.empty()) return Truth::kUnknown;
  // Whether a result that may be on either side of the limit contradicts one that is on one side, no page says.
  if (straddles && can_say.size() > 1) return std::nullopt;
  return can_say.size() == 1 ? *can_say.begin() : Truth::kUnknown;
}

// The results of the last (the first) of their days.
std::vector<Result> OfTheLastDay(const std::vector<Result>& results, bool first) {
  std::vector<Result> of;
  for (const Result& result : results) {
    if (!of.empty() && result.day != of[0].day && (result.day > of[0].day) != first) of.clear();
    if (of.empty() || result.day == of[0].day) of.push_back(result);
  }
  return of;
}

// The latest result up to the last day, stale or not.
std::optional<Truth> Latest(const Question& q, const std::vector<Result>& results, const When& when, bool strict) {
  const When fresh = Fresh(q, when);
  std::vector<Result> past = results;
  std::erase_if(past, [&](const Result& r) { return r.day > when.to; });
  if (past.empty()) return Truth::kUnknown;
  const std::vector<Result> last = OfTheLastDay(past, false);
  const bool stale = when.reach != Reach::kEver && !last[0].In(fresh);
  if (stale && strict) return Truth::kUnknown;
  const auto truth = OfOneDay(last, false);
  // A bound with a look-back window may mean any of it: an excluding fact that the latest does not meet, and an earlier one may.
  const bool either = q.excluding() && !q.fact.pick && when.reach == Reach::kWithin && !stale;
  if (either && truth == Truth::kFalse) {
    for (const Result& result : past) {
      if (result.In(fresh) && result.truth != Truth::kFalse) return Truth::kUnknown;
    }
  }
  return truth;
}

std::optional<Truth> Extreme(const std::vector<Result>& in, bool highest) {
  const Result* extreme = nullptr;
  for (const Result& result : in) {
    if (!result.value) return std::nullopt;
    if (extreme == nullptr || (highest ? *result.value > *extreme->value : *result.value < *extreme->value)) extreme = &result;
  }
  return extreme->truth;
}

std::optional<Truth> HowMany(const Question& q, const std::vector<Result>& in) {
  std::vector<Date> days;
  for (const Result& result : in) {
    if (result.minute) return std::nullopt;
    if (result.truth == Truth::kTrue && std::find(days.begin(), days.end(), result.day) == days.end()) days.push_back(result.day);
  }
  const int count = MostApart(days, q.fact.times->apart ? q.fact.times->apart->days : 1);
  // Results elsewhere are never ruled out: too few are unknown, too many are too many.
  switch (q.fact.times->op) {
    case logic::Operator::kGreaterEqual: return count >= q.fact.times->value ? Truth::kTrue : Truth::kUnknown;
    case logic::Operator::kGreater: return count > q.fact.times->value ? Truth::kTrue : Truth::kUnknown;
    case logic::Operator::kLessEqual:
    case logic::Operator::kEqual: return count > q.fact.times->value ? Truth::kFalse : Truth::kUnknown;
    case logic::Operator::kLess: return count >= q.fact.times->value ? Truth::kFalse : Truth::kUnknown;
    default: return std::nullopt;
  }
}

std::optional<Truth> Picked(const Question& q, const std::vector<Result>& results, const When& when, bool strict) {
  std::vector<Result> in = results;
  std::erase_if(in, [&](const Result& r) { return when.reach == Reach::kEver ? r.day > when.to : !r.In(Fresh(q, when)); });
  const bool whole = when.reach == Reach::kEver || when.reach == Reach::kWithin;
  if (q.fact.times) {
    if (q.fact.pick || when.reach == Reach::kOn) return std::nullopt;
    if (when.reach == Reach::kNow) return HowMany(q, results);
    return HowMany(q, in);
  }
  // "Prior to screening": a positive answer is looked for among all; of a limit no page says whether any counts, or the latest.
  if (!q.fact.pick && when.reach == Reach::kEver && q.fact.answer != logic::Answer::kPositive) return std::nullopt;
  const logic::Pick pick = q.fact.pick.value_or(when.reach == Reach::kEver ? logic::Pick::kAny : logic::Pick::kLatest);
  if (pick == logic::Pick::kLatest) return Latest(q, results, when, strict);
  if (!whole) return std::nullopt;  // any result "at screening" is said nowhere
  if (in.empty()) return Truth::kUnknown;
  if (pick == logic::Pick::kFirst) return OfOneDay(OfTheLastDay(in, true), true);
  if (SameDayTwice(in)) return std::nullopt;  // which of one day counts is said of the latest only
  Truth any = Truth::kFalse;
  Truth all = Truth::kTrue;
  for (const Result& result : in) {
    any = Or(any, result.truth);
    all = And(all, result.truth);
  }
  switch (pick) {
    case logic::Pick::kAny: return any;
    case logic::Pick::kAll: return all;
    case logic::Pick::kLowest: return Extreme(in, false);
    case logic::Pick::kHighest: return Extreme(in, true);
    default: return std::nullopt;
  }
}

std::optional<Truth> Read(const Question& q, const std::vector<Record>& world, const When& when, bool strict) {
  std::vector<Result> results;
  for (const Record& record : world) {
    const auto says = SaysOf(q, record);
    if (!says) return std::nullopt;
    Result result;
    result.day = record.start();
    if (record.row.timed()) result.minute = record.row.minute;
    result.truth = strict ? says->reading.strict : says->reading.presumed;
    result.cannot_answer = says->cannot_answer;
    const bool plain = q.fact.compare && !q.fact.compare->titer && !q.fact.compare->times_uln && !q.fact.compare->times_lln;
    if (plain && record.row.number && record.row.number->exact() && !record.row.number->titer) {
      if (const auto number = InUnit(q, record, q.fact.compare->unit)) result.value = number->low;
    }
    results.push_back(result);
  }
  return Picked(q, results, when, strict);
}

}  // namespace

When Fresh(const Question& q, const When& when) {
  When fresh = when;
  if (when.reach == Reach::kNow || when.reach == Reach::kOn) fresh.from = Moved(when.anchor, -q.settings.validity);
  return fresh;
}

Said OneTest(const Question& q, const std::vector<Record>& records, const When& when) {
  // A window that has not begun yet.
  if (when.reach == Reach::kWithin && when.from > q.settings.as_of) return Both(Truth::kUnknown);
  if (when.anchor > q.settings.as_of && when.reach != Reach::kWithin) return std::nullopt;  // fresh on which of the two days?
  const bool undated = std::any_of(records.begin(), records.end(), [](const Record& record) { return !record.dated(); });
  if (undated) return std::nullopt;
  // Of which of several the latest is, where one has no full date, no page says more than that it is not certain.
  const bool partial = std::any_of(records.begin(), records.end(), [](const Record& record) { return !record.row.start->exact(); });
  const bool one_counts = q.fact.pick.value_or(logic::Pick::kLatest) == logic::Pick::kLatest || q.fact.pick == logic::Pick::kFirst;
  if (partial && one_counts && !q.fact.times && (records.size() > 1 || q.fact.pick == logic::Pick::kFirst)) return std::nullopt;
  // Nor whether one that may lie before the window is another than the latest, where a bound may mean any of it.
  if (partial && q.excluding() && !q.fact.pick && when.reach == Reach::kWithin) return std::nullopt;
  std::vector<Record> counted = records;
  if (!q.since.empty()) {
    const auto doses = DosesOf(q);
    if (!doses || partial || q.fact.answer != logic::Answer::kNormal) return std::nullopt;
    std::erase_if(counted, [&](const Record& record) { return doses->goes_on || record.start() <= *doses->last; });
  }
  return InEveryWorld(q, counted, [&](const std::vector<Record>& world) -> Said {
    const auto strict = Read(q, world, when, true);
    const auto presumed = Read(q, world, when, false);
    if (!strict || !presumed) return std::nullopt;
    return Reading{*strict, *presumed};
  });
}

namespace {

// A class of tests: true by any member, false when every member is; how many, as the members say.
Truth OfClass(const std::vector<Truth>& members, int wanted) {
  const auto hold = std::count(members.begin(), members.end(), Truth::kTrue);
  const auto may = hold + std::count(members.begin(), members.end(), Truth::kUnknown);
  if (hold >= wanted) return Truth::kTrue;
  return may < wanted ? Truth::kFalse : Truth::kUnknown;
}

}  // namespace

Said Results(const Question& q, const When& when) {
  if (q.fact.change) return Changed(q, when);
  const terms::ConceptId asked = q.terms.Find(q.fact.concept_ref.id).value();
  if (!q.terms.Get(asked).test_of.empty() && q.terms.Get(asked).female_only) return std::nullopt;
  if (q.terms.Members(asked).empty()) return q.fact.distinct ? Said() : OneTest(q, RowsOf(q, {asked}), when);
  if (!RowsOf(q, {asked}).empty() || q.fact.times) return std::nullopt;
  int wanted = 1;
  if (q.fact.distinct) {
    if (q.fact.distinct->op != logic::Operator::kGreaterEqual) return std::nullopt;
    wanted = q.fact.distinct->value;
  }
  // "Complement normal" is that none of it is abnormal.
  const bool normal = q.fact.answer == logic::Answer::kNormal;
  logic::Fact fact = q.fact;
  if (normal) fact.answer = logic::Answer::kAbnormal;
  if (normal && (q.fact.pick || when.reach == Reach::kWithin)) return std::nullopt;
  fact.distinct.reset();
  const Question of{fact, q.side, q.records, q.patient, q.terms, q.settings, q.since};
  std::vector<Truth> strict, presumed;
  for (const terms::ConceptId member : q.terms.Members(asked)) {
    const Said said = OneTest(of, RowsOf(of, {member}), when);
    if (!said) return std::nullopt;
    strict.push_back(said->strict);
    presumed.push_back(said->presumed);
  }
  const Reading any = {OfClass(strict, wanted), OfClass(presumed, wanted)};
  return normal ? Reading{Not(any.strict), Not(any.presumed)} : any;
}

}  // namespace eligo::reference
