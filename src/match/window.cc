#include "match/window.h"

#include <algorithm>

#include <fmt/format.h>

#include "match/event.h"

namespace eligo::match {
namespace {

using logic::Pick;

bool InHours(const Period& p) { return p.hours != 0 && p.months == 0 && p.days == 0; }

// What zones a day may be a day of, in minutes east of UTC.
struct Zones {
  int low = -kWestOfUtc, high = kEastOfUtc;
};

// Of --timezone. Which offset a named one has on a day is not asked: it may be any.
Zones ZonesOf(std::string_view timezone) {
  if (timezone == "UTC" || timezone == "Z") return {0, 0};
  if (timezone.size() < 5 || (timezone[0] != '+' && timezone[0] != '-')) return {};
  int digits = 0;
  for (const char c : timezone.substr(1)) {
    if (c >= '0' && c <= '9') digits = digits * 10 + (c - '0');
  }
  const int offset = (digits / 100 * 60 + digits % 100) * (timezone[0] == '-' ? -1 : 1);
  return {offset, offset};
}

// The window around an anchor that is known.
void Extend(const logic::Window& w, TimeSpan& span) {
  span.first = span.last = span.anchor;
  if (w.to) span.last = Add(span.anchor, w.to->offset);
  if (w.to) span.to_half_lives = w.to->half_lives;
  // "8 weeks or 5 half-lives": one alone is the window.
  const std::optional<logic::Bound>& from = w.from ? w.from : w.or_longer;
  if (!from) {
    if (w.to) {
      span.mode = TimeSpan::Mode::kEver;
      span.first = kDawn;
    }
    if (w.open_to) span.last = AddDays(span.last, -1);
    return;
  }
  span.mode = TimeSpan::Mode::kBetween;
  span.half_lives = from->half_lives;
  span.first = Add(span.anchor, from->offset);
  span.in_hours = InHours(from->offset);
  if (span.in_hours) {
    span.from_minutes = std::int64_t{from->offset.hours} * 60;
    // A whole number of days before it is as many times 24 hours.
    span.to_minutes =
        w.to ? std::int64_t{w.to->offset.hours} * 60 +
                   std::int64_t{Add(span.anchor, Period{w.to->offset.months, w.to->offset.days, 0}).day - span.anchor.day} * 24 * 60
             : 0;
  }
  if (w.from && w.or_longer) {
    span.half_lives = std::max(span.half_lives, w.or_longer->half_lives);
    const Date other = Add(span.anchor, w.or_longer->offset);
    if (w.or_longer->half_lives == 0 && InHours(w.or_longer->offset) && span.in_hours) {
      span.from_minutes = std::min(span.from_minutes, std::int64_t{w.or_longer->offset.hours} * 60);
    } else if (w.or_longer->half_lives == 0 && other < span.first) {
      span.in_hours = false;
    }
    if (w.or_longer->half_lives == 0) span.first = std::min(span.first, other);
  }
  if (!span.in_hours) {
    span.open_from = w.open_from;
    span.open_to = w.open_to;
    if (w.open_from) span.first = AddDays(span.first, 1);
    if (w.open_to) span.last = AddDays(span.last, -1);
  }
}

// Without an event; or else the span to begin with.
TimeSpan ResolveOne(const PreparedFact& fact, const Subject& subject) {
  TimeSpan span;
  const Date as_of = subject.as_of();
  span.anchor = as_of;
  const Zones zones = ZonesOf(subject.run.settings.timezone);
  span.later_by = std::max(0, -zones.low);
  span.sooner_by = std::max(0, zones.high);
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
  if (w.event) return span;
  if (w.anchor) {
    const auto& anchors = subject.run.settings.anchors;
    const auto given = anchors.find(*w.anchor);
    if (given != anchors.end()) {
      span.anchor = AddDays(given->second, subject.days_later);
    } else {
      span.later = !logic::DefaultsToAsOf(*w.anchor);
    }
  }
  Extend(w, span);
  return span;
}

bool HasEvent(const PreparedFact& fact) { return fact->window && fact->window->event; }

}  // namespace

std::vector<TimeSpan> ResolveAll(const PreparedFact& fact, const Subject& subject) {
  TimeSpan span = ResolveOne(fact, subject);
  if (!HasEvent(fact)) return {span};
  const logic::Window& w = *fact->window;
  const bool after = w.from ? w.from->offset.months >= 0 && w.from->offset.days >= 0 && w.from->offset.hours >= 0 && w.from->half_lives == 0
                            : w.to && (w.to->offset.months > 0 || w.to->offset.days > 0 || w.to->offset.hours > 0);
  const EventDays event = DaysOf(*fact.event, subject, after);
  span.problem = event.problem;
  span.later = event.problem.empty() && event.days.empty();
  std::vector<TimeSpan> spans;
  // The days of events are those of their own offsets, which nobody kept.
  span.later_by = kWestOfUtc;
  span.sooner_by = kEastOfUtc;
  for (const Date day : event.days) {
    span.anchor = day;
    Extend(w, span);
    spans.push_back(span);
    span.mode = TimeSpan::Mode::kNow;
  }
  if (!spans.empty()) return spans;
  Extend(w, span);
  return {span};
}

TimeSpan Resolve(const PreparedFact& fact, const Subject& subject) {
  return HasEvent(fact) ? ResolveAll(fact, subject).front() : ResolveOne(fact, subject);
}

Date FreshFrom(const TimeSpan& span, const Subject& subject) {
  return span.mode == TimeSpan::Mode::kNow ? Add(span.anchor, -subject.run.settings.validity) : span.first;
}

Begin BeginFor(const TimeSpan& span, const terms::Concept& drug) {
  if (span.half_lives == 0) return {span.first, span.first};
  if (!drug.half_life_days) return {span.first, kDawn};
  const auto days = units::Multiply(*drug.half_life_days, span.half_lives);
  if (!days) return {span.first, kDawn};
  // A day begun counts: 92.5 days reach 93 days back.
  const std::int64_t whole = (days->numerator() + days->denominator() - 1) / days->denominator();
  const int back = static_cast<int>(std::min<std::int64_t>(whole, 1'000'000)) - (span.open_from && days->denominator() == 1 ? 1 : 0);
  const Date first = std::min(span.first, AddDays(span.anchor, -back));
  return {first, first};
}

Begin EndFor(const TimeSpan& span, const terms::Concept& drug) {
  if (span.to_half_lives == 0) return {span.last, span.last};
  const auto days = drug.half_life_days ? units::Multiply(*drug.half_life_days, span.to_half_lives) : std::nullopt;
  if (!days) return {kDawn, span.anchor};
  const std::int64_t whole = (days->numerator() + days->denominator() - 1) / days->denominator();
  const int back = static_cast<int>(std::min<std::int64_t>(whole, 1'000'000)) + (span.open_to && days->denominator() == 1 ? 1 : 0);
  const Date last = AddDays(span.anchor, -back);
  return {last, last};
}

DateInterval KnownDays(const std::optional<DateInterval>& when, Date known_by) {
  if (!when) return {kDawn, known_by};
  return {when->first, std::max(when->first, std::min(when->last, known_by))};
}

bool Exists(const records::Row& row, Date known_by) { return !row.start || row.start->first <= known_by; }

namespace {

constexpr std::int64_t kDay = 24 * 60;

// The first and the last minute that something may be at: its own, or any of its days.
struct Minutes {
  std::int64_t first, last;
};
Minutes MinutesOf(DateInterval when, int minute) {
  const bool timed = minute != records::kNoMinute;
  const std::int64_t first = when.first.day * kDay + (timed ? minute : 0);
  return {first, timed && when.exact() ? first : when.last.day * kDay + (timed ? std::max<std::int64_t>(minute, kDay - 1) : kDay - 1)};
}
// The anchor is a date: any minute of its day, in any zone that it may be a day of.
Minutes AnchorOf(const TimeSpan& span) {
  const std::int64_t day = span.anchor.day * kDay;
  return {day - span.sooner_by, day + kDay - 1 + span.later_by};
}

}  // namespace

Truth Within(DateInterval when, int minute, const TimeSpan& span) {
  if (span.in_hours) {
    const auto [t0, t1] = MinutesOf(when, minute);
    const auto [a0, a1] = AnchorOf(span);
    if (t0 >= a1 + span.from_minutes && t1 <= a0 + span.to_minutes) return Truth::kTrue;
    if (t1 < a0 + span.from_minutes || t0 > a1 + span.to_minutes) return Truth::kFalse;
    return Truth::kUnknown;
  }
  if (when.first >= span.first && when.last <= span.last) return Truth::kTrue;
  if (when.last < span.first || when.first > span.last) return Truth::kFalse;
  return Truth::kUnknown;
}

Truth BeforeEnd(DateInterval when, int minute, const TimeSpan& span) {
  if (!span.in_hours) return when.last <= span.last ? Truth::kTrue : when.first > span.last ? Truth::kFalse : Truth::kUnknown;
  const auto [t0, t1] = MinutesOf(when, minute);
  const auto [a0, a1] = AnchorOf(span);
  if (t1 <= a0 + span.to_minutes) return Truth::kTrue;
  return t0 > a1 + span.to_minutes ? Truth::kFalse : Truth::kUnknown;
}

Truth Overlaps(DateInterval start, DateInterval end, Date first, Date last) {
  if (start.first > last || end.last < first) return Truth::kFalse;
  return start.last <= last && end.first >= first ? Truth::kTrue : Truth::kUnknown;
}

Truth OverlapsHours(DateInterval start, int minute, DateInterval end, const TimeSpan& span) {
  const auto [s0, s1] = MinutesOf(start, minute);
  // A last day is over at some minute of it, not before the start. Where times have offsets, its own is not known.
  const bool timed = minute != records::kNoMinute;
  const std::int64_t e0 = std::max(s0, end.first.day * kDay - (timed ? kEastOfUtc : 0));
  const std::int64_t e1 = std::max(s1, end.last.day * kDay + kDay - 1 + (timed ? kWestOfUtc : 0));
  const auto [a0, a1] = AnchorOf(span);
  if (s1 <= a0 + span.to_minutes && e0 >= a1 + span.from_minutes) return Truth::kTrue;
  return s0 > a1 + span.to_minutes || e1 < a0 + span.from_minutes ? Truth::kFalse : Truth::kUnknown;
}

std::string ToString(const TimeSpan& span) {
  switch (span.mode) {
    case TimeSpan::Mode::kNow: return "as of " + ToString(span.anchor);
    case TimeSpan::Mode::kEver:
      if (span.to_half_lives > 0) break;
      return "up to " + ToString(span.last);
    case TimeSpan::Mode::kBetween: break;
  }
  if (span.to_half_lives > 0) return fmt::format("to {} half-lives before {}", span.to_half_lives, ToString(span.anchor));
  if (span.in_hours) return fmt::format("in the {} hours before {}", -span.from_minutes / 60, ToString(span.anchor));
  if (span.half_lives > 0)
    return fmt::format("from {}, or for {} half-lives, to {}", ToString(span.first), span.half_lives, ToString(span.last));
  return fmt::format("from {} to {}", ToString(span.first), ToString(span.last));
}

}  // namespace eligo::match
