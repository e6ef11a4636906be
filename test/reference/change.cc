// Change: a result less an earlier one, or less the end of its range (contract section 1, `change`; docs/match.md, "Decided here").
//
// Every pair of a result and one that may be its reference is held against the bound; where pairs of the same days differ it is unknown.
#include <algorithm>
#include <set>

#include "test/reference/bounds.h"
#include "test/reference/kinds.h"
#include "test/reference/result_value.h"
#include "test/reference/since.h"
#include "units/unit.h"

namespace eligo::reference {
namespace {

using records::Number;
using units::Rational;

// What may be the reference of a result, in one day's worth of results; none where there is none.
using Pair = std::pair<Record, std::optional<Record>>;

constexpr Reading kUnknown = {Truth::kUnknown, Truth::kUnknown};

std::optional<Rational> Less(std::optional<Rational> a, std::optional<Rational> b) { return a && b ? Subtract(*a, *b) : std::nullopt; }

// Percent that `value` is above `of`.
Rational PercentAbove(Rational value, Rational of) {
  return Multiply(Divide(Subtract(value, of).value(), of).value(), Rational(100)).value();
}

// The unit of a difference: the one that is asked for, or that of the test, where what is asked for has none and needs none.
std::string UnitOf(const Question& q, const terms::Concept& analyte) {
  const logic::Change& change = *q.fact.change;
  const bool of_the_test = change.unit == "%" || (change.unit.empty() && change.value == Rational(0));
  return of_the_test ? std::string(analyte.unit) : change.unit;
}

// A result against an earlier one. Nothing: not settled by the pages.
Said AgainstResult(const Question& q, const Record& result, const Record& reference) {
  const logic::Change& change = *q.fact.change;
  const terms::Concept& analyte = q.terms.Get(result.concept_id);
  if (!result.row.number || !reference.row.number || result.row.number->titer || reference.row.number->titer) return std::nullopt;
  const auto a = InUnit(q, result, UnitOf(q, analyte));
  const auto b = InUnit(q, reference, UnitOf(q, analyte));
  // Of two in one unit that is none of the test no page says whether they meet.
  if ((!a || !b) && result.row.unit == reference.row.unit && result.row.unit != 0) return std::nullopt;
  if (!a || !b) return kUnknown;
  Number difference;
  if (change.unit != "%") {
    difference.low = Less(a->low, b->high);
    difference.high = Less(a->high, b->low);
    difference.low_open = a->low_open || b->high_open;
    difference.high_open = a->high_open || b->low_open;
  } else {
    // Of what may be nothing, or less, no page says what a percent is.
    if (!b->low || !b->high || *b->low <= Rational(0) || (a->low && *a->low < Rational(0))) return std::nullopt;
    if (!a->low && *b->low != *b->high) return std::nullopt;
    if (a->low) difference.low = PercentAbove(*a->low, *b->high);
    if (a->high) difference.high = PercentAbove(*a->high, *b->low);
    difference.low_open = a->low_open || b->high_open;
    difference.high_open = a->high_open || b->low_open;
  }
  return Both(AgainstLimit(difference, change.op, change.value));
}

// The distance to the nearer end of its range, nothing within it.
Said AgainstNormal(const Question& q, const Record& result) {
  const logic::Change& change = *q.fact.change;
  if (!result.row.number || result.row.number->titer) return std::nullopt;
  const bool percent = change.unit == "%";
  bool open = false;
  const Reading reading = ByRange(q, result, [&](const Number& value, const Limits& range, std::string_view unit) -> std::optional<Truth> {
    if (!range.low || !range.high) {
      open = open || range.low || range.high;  // of a range with one end no page says which is the nearer
      return std::nullopt;
    }
    // The distance is in the unit of the result; the limit is brought into it.
    Rational limit = change.value;
    if (!percent && !change.unit.empty()) {
      const auto from = units::ParseUnit(change.unit);
      const auto to = units::ParseUnit(unit);
      const auto converted =
          from && to && !unit.empty() ? units::Convert(limit, *from, *to, q.terms.Get(result.concept_id).molar_mass) : std::nullopt;
      if (!converted) return Truth::kUnknown;
      limit = *converted;
    } else if (!percent && change.value != Rational(0)) {
      return Truth::kUnknown;
    }
    if (percent && range.low == Rational(0)) open = true;
    const auto distance = [&](Rational v) {
      if (v >= *range.low && v <= *range.high) return Rational(0);
      const Rational end = v < *range.low ? *range.low : *range.high;
      return percent ? (end == Rational(0) ? Rational(0) : PercentAbove(v, end)) : Subtract(v, end).value();
    };
    // Where the distance is the limit, from either end.
    const auto beside = [&](Rational end) {
      const Rational step = percent ? Divide(Multiply(end, limit).value(), Rational(100)).value() : limit;
      return Add(end, step).value();
    };
    return Tried(value, {*range.low, *range.high, beside(*range.low), beside(*range.high)},
                 [&](Rational v) { return Holds(distance(v), change.op, limit); });
  });
  return open ? Said() : Said(reading);
}

bool SameTime(const Record& a, const Record& b) {
  return a.start() == b.start() && (!a.row.timed() || !b.row.timed() || a.row.minute == b.row.minute);
}

bool Earlier(const Record& a, const Record& b) {
  return a.start() < b.start() || (a.start() == b.start() && a.row.timed() && b.row.timed() && a.row.minute < b.row.minute);
}

// Those of which none is known to be later. Nothing where one of a day bears a time and another none: no page says which is the later.
std::optional<std::vector<Record>> Last(const std::vector<Record>& records) {
  std::vector<Record> last;
  for (const Record& record : records) {
    const auto later = [&](const Record& other) { return Earlier(record, other); };
    if (std::none_of(records.begin(), records.end(), later)) last.push_back(record);
  }
  for (const Record& record : last) {
    if (record.row.timed() != last[0].row.timed()) return std::nullopt;
  }
  return last;
}

// What the results of one time come to, each against all that may be its reference.
Said OfPairs(const Question& q, const std::vector<Pair>& pairs) {
  std::set<Truth> strict, presumed;
  for (const auto& [result, reference] : pairs) {
    if (!reference && q.fact.change->against != "normal") return kUnknown;
    const Said said = reference ? AgainstResult(q, result, *reference) : AgainstNormal(q, result);
    if (!said) return std::nullopt;
    strict.insert(said->strict);
    presumed.insert(said->presumed);
  }
  // Whether one that may be on either side contradicts one that is on one side, no page says.
  if (pairs.size() > 1 && (strict.contains(Truth::kUnknown) || presumed.contains(Truth::kUnknown))) return std::nullopt;
  return Reading{strict.size() == 1 ? *strict.begin() : Truth::kUnknown, presumed.size() == 1 ? *presumed.begin() : Truth::kUnknown};
}

// The changes of the results of one time. Nothing: not settled by the pages.
std::optional<std::vector<Pair>> PairsOf(const Question& q, const std::vector<Record>& of_one_time, const std::vector<Record>& all,
                                         std::optional<Date> baseline) {
  std::vector<Record> before = all;
  if (q.fact.change->against == "previous") {
    if (of_one_time.size() > 1) return std::nullopt;  // of two, one may be the one before the other
    std::erase_if(before, [&](const Record& record) { return !Earlier(record, of_one_time[0]); });
    // One of the day that bears no time may be the one before, or the one after.
    const auto same = [&](const Record& record) { return SameTime(record, of_one_time[0]); };
    if (std::count_if(all.begin(), all.end(), same) > 1) return std::nullopt;
  } else if (q.fact.change->against == "baseline") {
    std::erase_if(before, [&](const Record& record) { return !baseline || record.start() > *baseline; });
  } else {
    before.clear();
  }
  const auto references = Last(before);
  if (!references) return std::nullopt;
  std::vector<Pair> pairs;
  for (const Record& result : of_one_time) {
    for (const Record& reference : *references) pairs.emplace_back(result, reference);
    if (references->empty()) pairs.emplace_back(result, std::nullopt);
  }
  return pairs;
}

}  // namespace

Said Changed(const Question& q, const When& when) {
  const logic::Change& change = *q.fact.change;
  const std::vector<Record> all = RowsOf(q, {q.terms.Find(q.fact.concept_ref.id).value()});
  const auto partial = [](const Record& record) { return !record.dated() || !record.row.start->exact(); };
  if (!q.terms.Members(q.terms.Find(q.fact.concept_ref.id).value()).empty()) return std::nullopt;
  if (q.fact.compare || q.fact.answer || q.fact.times || q.fact.distinct ||
      q.fact.pick.value_or(logic::Pick::kLatest) != logic::Pick::kLatest)
    return std::nullopt;
  if (std::any_of(all.begin(), all.end(), partial)) return std::nullopt;
  if (when.reach == Reach::kEver && !q.fact.pick) return std::nullopt;
  if (when.reach == Reach::kWithin && when.from > q.settings.as_of) return kUnknown;  // a window that has not begun yet
  if (when.anchor > q.settings.as_of && when.reach != Reach::kWithin) return std::nullopt;
  // The day up to which a baseline is looked for, and after which the result must lie.
  std::optional<Date> baseline, after;
  if (!q.since.empty()) {
    const auto doses = DosesOf(q);
    if (!doses || change.against == "previous") return std::nullopt;
    if (doses->goes_on) return kUnknown;
    baseline = AddDays(*doses->first, -1);
    after = *doses->last;
  } else if (change.against == "baseline") {
    const auto planned = q.settings.anchors.find(logic::Anchor::kBaseline);
    if (planned == q.settings.anchors.end()) return kUnknown;
    baseline = after = planned->second;
  }
  std::vector<Record> results = all;
  std::erase_if(results, [&](const Record& record) { return record.start() > when.to || (after && record.start() <= *after); });
  if (results.empty()) return kUnknown;
  const When fresh = Fresh(q, when);
  const auto in = [&](const Record& record) { return when.reach == Reach::kEver || Meets(record.start(), record.start(), fresh); };
  const auto said_of = [&](const std::vector<Record>& of_one_time) -> Said {
    const auto pairs = PairsOf(q, of_one_time, all, baseline);
    if (!pairs) return std::nullopt;
    // Whether an earlier one must lie in the window, too, no page says.
    for (const auto& [result, reference] : *pairs) {
      if (when.reach == Reach::kWithin && change.against == "previous" && reference && !in(*reference)) return std::nullopt;
    }
    return OfPairs(q, *pairs);
  };
  const auto last = Last(results);
  if (!last) return std::nullopt;
  const Said latest = said_of(*last);
  if (!latest) return std::nullopt;
  Reading reading = *latest;
  // A bound with a look-back window may mean any of it: an excluding fact that the latest does not meet, and an earlier one may.
  if (q.excluding() && !q.fact.pick && when.reach == Reach::kWithin && in((*last)[0])) {
    // Whether one that is no later than baseline may be meant as well no page says.
    const auto too_early = [&](const Record& record) { return after && record.start() <= *after && in(record); };
    const bool denied = reading.strict == Truth::kFalse || reading.presumed == Truth::kFalse;
    if (denied && std::any_of(all.begin(), all.end(), too_early)) return std::nullopt;
    for (const Record& record : results) {
      if (!in(record) || !Earlier(record, (*last)[0])) continue;
      const Said earlier = said_of({record});
      if (!earlier && (reading.strict == Truth::kFalse || reading.presumed == Truth::kFalse)) return std::nullopt;
      if (reading.strict == Truth::kFalse && earlier->strict != Truth::kFalse) reading.strict = Truth::kUnknown;
      if (reading.presumed == Truth::kFalse && earlier->presumed != Truth::kFalse) reading.presumed = Truth::kUnknown;
    }
  }
  if (!in((*last)[0])) reading.strict = Truth::kUnknown;  // stale
  return reading;
}

}  // namespace eligo::reference
