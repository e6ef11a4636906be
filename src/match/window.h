// Window: the days a fact speaks of, for one patient (contract sections 3.3, 3.4, 3.10).
//
// A window with a `from` is an interval of days, both ends in unless open. Without `from` but with `to` it reaches back
// without limit ("prior to screening"). An anchor alone, or no window at all, means the state of things at the anchor;
// `pick` any without a window means ever. A window in hours is kept in minutes: a date without a time is then 24 hours.
// Tested by test/match/window.txt and, day by day, by test/match/random_test.cc.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "match/prepare.h"

namespace eligo::match {

// Before every record, and after every one.
inline constexpr Date kDawn{-100'000'000};
inline constexpr Date kDusk{100'000'000};

// How far zones lie from UTC, in minutes.
inline constexpr int kEastOfUtc = 14 * 60, kWestOfUtc = 12 * 60;

struct TimeSpan {
  enum class Mode {
    kNow,      // at the anchor; first = last = anchor
    kEver,     // first = kDawn
    kBetween,  // [first, last]
  };
  Mode mode = Mode::kNow;
  bool stated = false;  // the text says when
  Date anchor, first, last;
  // The anchor is neither planned nor recorded; the days are counted back from as-of (contract section 3.4).
  bool later = false;
  bool in_hours = false;
  std::int64_t from_minutes = 0, to_minutes = 0;  // offsets from the anchor, when in_hours
  int sooner_by = 0, later_by = 0;                // minutes by which the anchor's day may begin before midnight in UTC, and end after it
  int half_lives = 0;                             // the window is this many half-lives, if that is longer
  int to_half_lives = 0;                          // it ends this many half-lives before the anchor
  bool open_from = false, open_to = false;        // of ends in half-lives, whose own day is outside; of others it is in first and last
  std::string problem;                            // why it cannot be resolved; "" when it can

  bool ahead(Date as_of) const { return first > as_of; }  // nothing in the record can lie in it yet
};

TimeSpan Resolve(const PreparedFact& fact, const Subject& subject);
// As Resolve(), once for each event where the window lies around any of several.
std::vector<TimeSpan> ResolveAll(const PreparedFact& fact, const Subject& subject);

// The first day of results that are not stale: of the window, or by their validity at the anchor.
Date FreshFrom(const TimeSpan& span, const Subject& subject);

// Where the window begins for a drug, with its half-lives: for sure, and at the earliest (an unknown half-life).
struct Begin {
  Date surely, perhaps;
};
Begin BeginFor(const TimeSpan& span, const terms::Concept& drug);
// The last day of the window for a drug: it reaches `surely`, and no further than `perhaps`.
Begin EndFor(const TimeSpan& span, const terms::Concept& drug);

// A record's days as known on that day: without a date, any day up to then.
DateInterval KnownDays(const std::optional<DateInterval>& when, Date known_by);
// Rows that start after it do not exist yet.
bool Exists(const records::Row& row, Date known_by);

// Does an event on one of these days, at this minute (Row::minute), lie in the window?
Truth Within(DateInterval when, int minute, const TimeSpan& span);
// Does it lie before the window's end?
Truth BeforeEnd(DateInterval when, int minute, const TimeSpan& span);
// Does something that lasts from one of these days to one of those share a day with [first, last]?
Truth Overlaps(DateInterval start, DateInterval end, Date first, Date last);

// The same in minutes, for a window in hours; `minute` is the start's own.
Truth OverlapsHours(DateInterval start, int minute, DateInterval end, const TimeSpan& span);

// "from 2026-04-06 to 2026-06-01", "up to 2026-06-01", "as of 2026-06-01", "in the 48 hours before 2026-06-01".
std::string ToString(const TimeSpan& span);

}  // namespace eligo::match
