#include "match/change.h"

#include <algorithm>

#include <fmt/format.h>

#include "match/default_range.h"
#include "match/exposure.h"
#include "match/measurement.h"
#include "match/phrase.h"

namespace eligo::match {
namespace {

using records::Number;
using records::Row;
using units::Rational;

constexpr Fields kHonoured = kChangeField | kMethodField | kSpecimenField | kProvidedField | kPickField | kWindowField;

bool Plain(std::string_view unit) { return unit.empty() || unit == "1" || unit.front() == '{'; }

std::optional<Rational> Minus(const std::optional<Rational>& a, const std::optional<Rational>& b) {
  return a && b ? units::Subtract(*a, *b) : std::nullopt;
}

// a - b, anything the two may be.
Number Difference(const Number& a, const Number& b) {
  return {Minus(a.low, b.high), Minus(a.high, b.low), a.low_open || b.high_open, a.high_open || b.low_open, false};
}

// 100 (a - b) / b; nothing known where b may be nothing or less.
Number Percent(const Number& a, const Number& b) {
  Number out;
  if (!b.low || *b.low <= Rational(0) || (a.low ? *a.low < Rational(0) : !b.exact())) return out;
  const auto percent = [](const std::optional<Rational>& x, const std::optional<Rational>& y) -> std::optional<Rational> {
    const auto ratio = x && y ? units::Divide(*x, *y) : std::nullopt;
    const auto more = ratio ? units::Subtract(*ratio, 1) : std::nullopt;
    return more ? units::Multiply(*more, 100) : std::nullopt;
  };
  out.low = percent(a.low, b.high);
  out.high = percent(a.high, b.low);
  out.low_open = a.low_open || b.high_open;
  out.high_open = a.high_open || b.low_open;
  return out;
}

struct Asker {
  const PreparedFact& fact;
  const Subject& subject;
  const TimeSpan& span;
  terms::ConceptId id;
  std::optional<Dosing> dosing;

  const logic::Change& change() const { return *fact->change; }
  const terms::Concept& analyte() const { return subject.Concept(id); }

  // The number in the unit wanted: the change's own, for a percentage or none the unit of `other`.
  std::optional<Number> In(const Row& row, std::string_view wanted) const {
    const std::string_view reported = subject.run.records.Text(row.unit);
    if (!row.number || row.number->titer) return std::nullopt;
    // Of what has a unit, a bare number lacks it, beside another bare one too (contract section 3.7).
    if (Plain(reported) && Plain(wanted)) return Plain(analyte().unit) ? row.number : std::nullopt;
    if (reported == wanted) return row.number;
    const auto from = units::ParseUnit(reported);
    const auto to = units::ParseUnit(wanted);
    if (!from || !to || reported.empty() || wanted.empty()) return std::nullopt;
    Number n = *row.number;
    for (std::optional<Rational>* end : {&n.low, &n.high}) {
      if (!*end) continue;
      *end = units::Convert(**end, *from, *to, analyte().molar_mass);
      if (!*end) return std::nullopt;
    }
    return n;
  }

  Truth Compare(const Number& n) const { return CompareNumber(n, change().op, change().value, {}); }

  Reading Against(const Row& row, const Row& other, std::string& unsure) const {
    const bool percent = change().unit == "%";
    const bool any_unit = percent || Plain(change().unit);
    const std::string_view unit = any_unit ? subject.run.records.Text(other.unit) : std::string_view(change().unit);
    const auto now = In(row, unit);
    const auto then = In(other, unit);
    if (!now || !then) {
      unsure = Told(subject, "two results of {} in units that compare", analyte().label);
      return {};
    }
    // A number without a unit says how much only of what has none.
    if (any_unit && !percent && change().value != Rational(0) && !Plain(unit)) {
      unsure = Told(subject, "the unit of the change of {}", analyte().label);
      return {};
    }
    const Truth truth = Compare(percent ? Percent(*now, *then) : Difference(*now, *then));
    if (truth == Truth::kUnknown) unsure = Told(subject, "exact results of {}", analyte().label);
    return Both(truth);
  }

  // The change asked for, in the unit of a result; a percentage and nothing at all need none.
  std::optional<Rational> ValueIn(std::string_view unit) const {
    if (change().value == Rational(0) || change().unit == "%" || change().unit == unit) return change().value;
    if (Plain(change().unit) || Plain(unit)) return Plain(change().unit) && Plain(unit) ? std::optional(change().value) : std::nullopt;
    const auto from = units::ParseUnit(change().unit);
    const auto to = units::ParseUnit(unit);
    // A difference of temperatures is no temperature.
    if (!from || !to || from->offset != Rational(0) || to->offset != Rational(0)) return std::nullopt;
    return units::Convert(change().value, *from, *to, analyte().molar_mass);
  }

  // The distance to the nearer end of the range, nothing within it: at least x is above the upper end (x > 0) or at most -x below the
  // lower, at most x the other way round.
  Truth ToRange(const Number& n, const Rational& x, const std::optional<Rational>& low, const std::optional<Rational>& high) const {
    using logic::Operator;
    const bool percent = change().unit == "%";
    const auto limit = [&](const std::optional<Rational>& end) -> std::optional<Rational> {
      if (!end) return std::nullopt;
      if (!percent) return units::Add(*end, x);
      const auto share = units::Multiply(*end, x);
      const auto part = share ? units::Divide(*share, 100) : std::nullopt;
      return part ? units::Add(*end, *part) : std::nullopt;
    };
    const bool up = change().op == Operator::kGreater || change().op == Operator::kGreaterEqual;
    if (change().op == Operator::kEqual || change().op == Operator::kBetween) {
      if (x != Rational(0) || !low || !high) return Truth::kUnknown;
      return CompareNumber(n, Operator::kBetween, *low, *high);
    }
    // At no distance at all: within the range or beyond its other end.
    const bool within = x == Rational(0);
    const bool strictly = change().op == Operator::kGreater || change().op == Operator::kLess;
    const bool upper = within ? up == strictly : x > Rational(0);
    const auto at = limit(upper ? high : low);
    return at ? CompareNumber(n, change().op, *at, {}) : Truth::kUnknown;
  }

  Reading AgainstNormal(const Row& row, std::string& unsure) const {
    const std::string_view reported = subject.run.records.Text(row.unit);
    if (!row.number || row.number->titer) {
      unsure = Told(subject, "{} as a number", analyte().label);
      return {};
    }
    const auto value = ValueIn(reported);
    if (!value) {
      unsure = Told(subject, "{} in {} with its reference range", analyte().label, change().unit);
      return {};
    }
    if (row.ref_low || row.ref_high) {
      const Truth truth = ToRange(*row.number, *value, row.ref_low, row.ref_high);
      if (truth == Truth::kUnknown) unsure = Told(subject, "the {} result against its reference range", analyte().label);
      return Both(truth);
    }
    unsure = Told(subject, "the laboratory's own reference range for {}", analyte().label);
    const auto n = In(row, analyte().unit);
    const auto default_value = ValueIn(analyte().unit);
    if (analyte().ranges.empty() || !n || !default_value) return {};
    const auto by_default = [&](const terms::ReferenceRange& range) { return ToRange(*n, *default_value, range.low, range.high); };
    return {Truth::kUnknown, ByDefaultRange(subject, analyte(), row, by_default)};
  }

  struct Earlier {
    std::vector<const Row*> rows;
    bool surely = true;  // they come before the bound
  };
  // The latest results of days up to (or, `strictly`, before) a day; several where a day or an order is not known.
  Earlier LatestUpTo(DateInterval bound, int minute, bool strictly, const Row* but) const {
    std::vector<const Row*> out;
    Date latest = kDawn;
    for (const Row& row : subject.Rows(id)) {
      if (&row == but || row.domain != records::Domain::kObservation || !row.number || !Exists(row, subject.known_by())) continue;
      if (ByMethod(row, *fact, analyte(), subject) == Truth::kFalse) continue;
      const DateInterval day = KnownDays(row.start, subject.known_by());
      const bool one_day = day == bound && day.exact();
      const bool earlier =
          one_day ? !strictly || (minute != records::kNoMinute && row.timed() && row.minute < minute) : day.first < bound.last;
      if (!earlier) continue;
      latest = std::max(latest, day.first);
      out.push_back(&row);
    }
    std::erase_if(out, [&](const Row* row) { return KnownDays(row->start, subject.known_by()).last < latest; });
    // Of one day, the last, where every one has its time.
    const bool timed = std::all_of(out.begin(), out.end(), [&](const Row* r) { return r->timed() && r->start == out[0]->start; });
    if (timed && !out.empty()) {
      const int last =
          (*std::max_element(out.begin(), out.end(), [](const Row* a, const Row* b) { return a->minute < b->minute; }))->minute;
      std::erase_if(out, [&](const Row* row) { return row->minute != last; });
    }
    const bool surely = std::all_of(out.begin(), out.end(), [&](const Row* row) {
      const DateInterval day = KnownDays(row->start, subject.known_by());
      return day.last < bound.first || (day == bound && day.exact());
    });
    return {std::move(out), surely};
  }

  // The rows that the result is held against; `unsure` says what is missing when there are none.
  Earlier References(const Row& row, std::string& unsure) const {
    const DateInterval day = KnownDays(row.start, subject.known_by());
    if (change().against == "previous") {
      unsure = Told(subject, "an earlier result of {}", analyte().label);
      return LatestUpTo(day, row.minute, true, &row);
    }
    if (!fact.since.empty()) {
      unsure = Told(subject, "{} before the first dose of the drug", analyte().label);
      if (!dosing) return {};
      if (!AfterDosing(row, dosing, subject)) {
        unsure = Told(subject, "{} after the last dose of the drug", analyte().label);
        return {};
      }
      return LatestUpTo(dosing->first, records::kNoMinute, true, &row);
    }
    std::optional<Date> baseline;
    if (fact.event && !span.later) {
      baseline = span.anchor;
    } else if (const auto given = subject.run.settings.anchors.find(logic::Anchor::kBaseline);
               given != subject.run.settings.anchors.end()) {
      baseline = AddDays(given->second, subject.days_later);
    }
    unsure = Told(subject, "the baseline value of {}", analyte().label);
    if (!baseline) return {};
    if (day.first <= *baseline) {
      unsure = Told(subject, "{} after {}", analyte().label, ToString(*baseline));
      return {};
    }
    return LatestUpTo(On(*baseline), records::kNoMinute, fact.event != nullptr, &row);
  }

  Reading operator()(const Row& row, std::string& unsure) const {
    Reading reading;
    if (change().against == "normal" && !fact.since.empty() && (!dosing || !AfterDosing(row, dosing, subject))) {
      unsure = Told(subject, "{} after the last dose of the drug", analyte().label);
    } else if (change().against == "normal") {
      reading = AgainstNormal(row, unsure);
    } else {
      std::string missing;
      const auto [others, surely] = References(row, missing);
      if (others.empty()) unsure = missing;
      for (std::size_t i = 0; i < others.size(); ++i) {
        const Reading one = Against(row, *others[i], unsure);
        reading = i == 0 ? one : Common(reading, one);
      }
      if (!surely) reading = {};
      if ((others.size() > 1 || !surely) && !Known(reading.strict) && unsure.empty())
        unsure = Told(subject, "which {} result is the earlier one", analyte().label);
    }
    if (ByMethod(row, *fact, analyte(), subject) == Truth::kUnknown || InSpecimen(*fact, analyte()) != Truth::kTrue) {
      unsure = Told(subject, "how {} was measured", analyte().label);
      reading = And(reading, Reading{});
    }
    return reading;
  }

  // "B cells 90 /uL on 2026-05-20, before it 120 /uL on 2026-01-10".
  std::string Says(const Row& row) const {
    std::string text = Told(subject, "{} {} on {}", analyte().label, ValueText(subject.run, row), DayText(row.start));
    if (change().against == "normal") return text;
    std::string ignored;
    const std::vector<const Row*> others = References(row, ignored).rows;
    if (others.empty()) return text + fmt::format(", without {}", ignored);
    return text + fmt::format(", {} {} on {}", change().against == "previous" ? "before it" : "at baseline",
                              ValueText(subject.run, *others[0]), DayText(others[0]->start));
  }
};

}  // namespace

std::optional<Dosing> DosingBefore(const PreparedFact& fact, const Subject& subject) {
  if (fact.since.empty()) return std::nullopt;
  std::optional<Dosing> dosing;
  const Courses courses = AllCoursesOf(fact.since, subject);
  for (const Course& c : courses.all) {
    if (c.bridge) continue;
    if (!dosing) dosing = {c.start, c.start};
    if (c.start.first < dosing->first.first) dosing->first = c.start;
    // What goes on has had no last dose yet.
    dosing->last.first = std::max(dosing->last.first, c.start.first);
    dosing->last.last = std::max({dosing->last.last, c.start.last, std::min(c.presumed_end.last, subject.known_by())});
  }
  return dosing;
}

bool AfterDosing(const Row& row, const std::optional<Dosing>& dosing, const Subject& subject) {
  return !dosing || KnownDays(row.start, subject.known_by()).first > dosing->last.last;
}

LeafResult JudgeChange(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  const std::string name = Name(fact, subject);
  const logic::Change& change = *fact->change;
  if ((fact.fields & ~kHonoured) != 0 || (change.against != "baseline" && change.against != "previous" && change.against != "normal"))
    return Unknown(fmt::format("what the text asks of the change of {}", name));
  if (fact->pick == logic::Pick::kLowest || fact->pick == logic::Pick::kHighest || span.half_lives > 0 || span.to_half_lives > 0)
    return Unknown(fmt::format("which change of {} the text means", name));
  if (span.ahead(subject.as_of())) return Unknown(std::string(kLater), fmt::format("{} must be measured {}", name, ToString(span)));

  LeafResult result;
  result.truth = Both(Truth::kFalse);
  bool any = false;
  const std::optional<Dosing> dosing = DosingBefore(fact, subject);
  for (const terms::ConceptId id : fact.closure) {
    const Asker ask{fact, subject, span, id, dosing};
    const Timeline timeline = JudgeResults(fact, id, subject, span, fact->pick, Freshness::kLimited, ask);
    if (!timeline.found) {
      if (fact.closure.size() == 1) result.truth = {};
      continue;
    }
    any = true;
    result.truth = Or(result.truth, timeline.reading);
    for (const Row* row : timeline.used) ShowRow(result.evidence, subject, *row, id);
    result.says += (result.says.empty() ? "" : "; ") + ask.Says(*timeline.told);
    if (result.missing.empty() && !Known(timeline.reading.strict))
      result.missing = timeline.stale ? fmt::format("a recent result of {}", subject.Concept(id).label) : timeline.unsure;
  }
  if (!any) {
    result.truth = {};
    result.says = Told(subject, "no {} result on record {}", name, ToString(span));
  }
  if (fact.provided) result.truth = While(result.truth, JudgeTree(*fact.provided, subject));
  if (Known(result.truth.strict)) result.missing.clear();
  if (!Known(result.truth.strict) && result.missing.empty()) result.missing = Told(subject, "a recent result of {}", name);
  return result;
}

}  // namespace eligo::match
