#include "match/window.h"

#include <algorithm>

#include <fmt/format.h>

namespace eligo::match {
namespace {

using logic::Pick;

// The day of the event that stands in place of an anchor: its latest occurrence, or its first.
void ResolveEvent(const PreparedFact& event, const Subject& subject, TimeSpan& span) {
  constexpr Fields kHonoured = kPickField;
  const Fields rest = event.fields & ~kHonoured;
  if (rest != 0 || (event->pick && *event->pick != Pick::kLatest && *event->pick != Pick::kFirst && *event->pick != Pick::kAny)) {
    span.problem = fmt::format("{}an event with {}", kNotComputed, NamesOf(rest != 0 ? rest : kPickField));
    return;
  }
  if (!event.concept_id) {
    span.problem = fmt::format("the day of `{}`", event->concept_ref.text);
    return;
  }
  const bool first = event->pick == Pick::kFirst;
  std::optional<DateInterval> day;
  for (const terms::ConceptId id : event.closure) {
    for (const records::Row& row : subject.Rows(id)) {
      if (row.domain == records::Domain::kAllergy || row.domain == records::Domain::kNote || !Exists(row, subject.known_by())) continue;
      if (row.standing != records::Standing::kConfirmed) continue;
      DateInterval when = KnownDays(row.start, subject.known_by());
      if (!first && row.end) when = *row.end;
      if (!first && (row.ongoing || when.first > subject.as_of())) when = On(subject.as_of());
      if (!day || (first ? when.first < day->first : when.last > day->last)) day = when;
    }
  }
  const std::string_view label = subject.Concept(*event.concept_id).label;
  if (!day) {
    span.later = true;
  } else if (!day->exact()) {
    span.problem = fmt::format("the day of {}", label);
  } else {
    span.anchor = day->first;
  }
}

}  // namespace

TimeSpan Resolve(const PreparedFact& fact, const Subject& subject) {
  TimeSpan span;
  const Date as_of = subject.as_of();
  span.anchor = as_of;
  if (!fact->window) {
    span.first = span.last = as_of;
    if (fact->pick == Pick::kAny || fact->pick == Pick::kFirst) {
      span.mode = TimeSpan::Mode::kEver;
      span.first = kDawn;
    }
    return span;
  }
  const logic::Window& w = *fact->window;
  span.stated = true;
  if (w.event) {
    ResolveEvent(*fact.event, subject, span);
  } else if (w.anchor) {
    const auto& anchors = subject.run.settings.anchors;
    const auto given = anchors.find(*w.anchor);
    if (given != anchors.end()) {
      span.anchor = AddDays(given->second, subject.days_later);
    } else {
      span.later = !logic::DefaultsToAsOf(*w.anchor);
    }
  }
  span.first = span.last = span.anchor;
  if (w.to && w.to->half_lives > 0) span.problem = fmt::format("{}a window that ends in half-lives", kNotComputed);
  if (w.to) span.last = Add(span.anchor, w.to->offset);
  if (!w.from) {
    if (w.or_longer) span.problem = fmt::format("{}`or_longer` without a window", kNotComputed);
    if (w.to) {
      span.mode = TimeSpan::Mode::kEver;
      span.first = kDawn;
    }
    if (w.open_to) span.last = AddDays(span.last, -1);
    return span;
  }
  span.mode = TimeSpan::Mode::kBetween;
  const auto in_hours = [](const Period& p) { return p.hours != 0 && p.months == 0 && p.days == 0; };
  if (in_hours(w.from->offset)) {
    span.in_hours = true;
    span.from_minutes = std::int64_t{w.from->offset.hours} * 60;
    if (w.to && !in_hours(w.to->offset)) {
      if (!w.to->offset.zero()) span.problem = fmt::format("{}a window in hours and days", kNotComputed);
    } else if (w.to) {
      span.to_minutes = std::int64_t{w.to->offset.hours} * 60;
    }
    if (w.or_longer) span.problem = fmt::format("{}`or_longer` with hours", kNotComputed);
  }
  span.half_lives = w.from->half_lives;
  span.first = Add(span.anchor, w.from->offset);
  if (w.or_longer) {
    if (w.or_longer->half_lives > 0) {
      if (span.half_lives > 0) span.problem = fmt::format("{}half-lives in both alternatives", kNotComputed);
      span.half_lives = w.or_longer->half_lives;
    } else {
      span.first = std::min(span.first, Add(span.anchor, w.or_longer->offset));
    }
  }
  if (!span.in_hours) {
    if (w.open_from) span.first = AddDays(span.first, 1);
    if (w.open_to) span.last = AddDays(span.last, -1);
  }
  return span;
}

Begin BeginFor(const TimeSpan& span, const terms::Concept& drug) {
  if (span.half_lives == 0) return {span.first, span.first};
  if (!drug.half_life_days) return {span.first, kDawn};
  const auto days = units::Multiply(*drug.half_life_days, span.half_lives);
  if (!days) return {span.first, kDawn};
  // A day begun counts: 92.5 days reach 93 days back.
  const std::int64_t whole = (days->numerator() + days->denominator() - 1) / days->denominator();
  const Date first = std::min(span.first, AddDays(span.anchor, -static_cast<int>(std::min<std::int64_t>(whole, 1'000'000))));
  return {first, first};
}

DateInterval KnownDays(const std::optional<DateInterval>& when, Date known_by) {
  if (!when) return {kDawn, known_by};
  return {when->first, std::max(when->first, std::min(when->last, known_by))};
}

bool Exists(const records::Row& row, Date known_by) { return !row.start || row.start->first <= known_by; }

Truth Within(DateInterval when, int minute, const TimeSpan& span) {
  if (span.in_hours) {
    constexpr std::int64_t kDay = 24 * 60;
    const std::int64_t t0 = when.first.day * kDay + (minute >= 0 ? minute : 0);
    const std::int64_t t1 = minute >= 0 && when.exact() ? t0 : when.last.day * kDay + kDay - 1;
    // The anchor is a date: any minute of its day.
    const std::int64_t a0 = span.anchor.day * kDay;
    const std::int64_t a1 = a0 + kDay - 1;
    if (t0 >= a1 + span.from_minutes && t1 <= a0 + span.to_minutes) return Truth::kTrue;
    if (t1 < a0 + span.from_minutes || t0 > a1 + span.to_minutes) return Truth::kFalse;
    return Truth::kUnknown;
  }
  if (when.first >= span.first && when.last <= span.last) return Truth::kTrue;
  if (when.last < span.first || when.first > span.last) return Truth::kFalse;
  return Truth::kUnknown;
}

Truth Overlaps(DateInterval start, DateInterval end, Date first, Date last) {
  if (start.first > last || end.last < first) return Truth::kFalse;
  return start.last <= last && end.first >= first ? Truth::kTrue : Truth::kUnknown;
}

std::string ToString(const TimeSpan& span) {
  switch (span.mode) {
    case TimeSpan::Mode::kNow: return "as of " + ToString(span.anchor);
    case TimeSpan::Mode::kEver: return "up to " + ToString(span.last);
    case TimeSpan::Mode::kBetween: break;
  }
  if (span.in_hours) return fmt::format("in the {} hours before {}", -span.from_minutes / 60, ToString(span.anchor));
  if (span.half_lives > 0)
    return fmt::format("from {}, or for {} half-lives, to {}", ToString(span.first), span.half_lives, ToString(span.last));
  return fmt::format("from {} to {}", ToString(span.first), ToString(span.last));
}

}  // namespace eligo::match
