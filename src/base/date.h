// Date, DateInterval, Period: calendar arithmetic as the contract means it (section 3.3).
//
// A Date is a day of the proleptic Gregorian calendar. A partial date ("2019", "2019-05")
// is the interval of the days it may be. A Period keeps months, days and hours apart:
// months and years are calendar arithmetic clamped to the month's end (31 Aug - 6 months
// = 28 or 29 Feb), weeks are seven days. Born on 29 February, the birthday in a common
// year is 1 March (contract section 4.4).
// Tested by test/base/date_test.cc.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eligo {

// Days since 1970-01-01. Supported years: 1 to 9999.
struct Date {
  std::int32_t day = 0;
  friend constexpr auto operator<=>(Date, Date) = default;
};

struct CivilDate {
  int year = 1970, month = 1, day = 1;
};

Date FromCivil(CivilDate civil);
CivilDate ToCivil(Date date);
bool ValidCivil(CivilDate civil);
constexpr Date AddDays(Date d, int days) { return {d.day + days}; }

// Inclusive on both ends; first <= last.
struct DateInterval {
  Date first, last;
  constexpr bool exact() const { return first == last; }
  friend constexpr bool operator==(DateInterval, DateInterval) = default;
};
constexpr DateInterval On(Date d) { return {d, d}; }

// "2019", "2019-05", "2019-05-31", with or without a time after it; nothing for what is no date
// (2026-02-30, month 13). With a time and an offset, the day is the day in its own offset.
std::optional<DateInterval> ParseDate(std::string_view text);
// The minutes since midnight of a timestamp ("2019-05-31T08:30:00+02:00" -> 510), -1 without a time.
int ParseMinuteOfDay(std::string_view text);
// The same from midnight in UTC of the timestamp's own day, so that times of several offsets compare: "2019-05-31T08:30:00+02:00" ->
// 390, "2019-05-31T00:30:00+02:00" -> -90. Without an offset as it is written; nothing without a time, or with an offset that is none.
std::optional<int> ParseInstantMinute(std::string_view text);
// ISO 8601: a day "2019-05-31", a whole month "2019-05", a whole year "2019", else "first/last".
std::string ToString(Date date);
std::string ToString(DateInterval interval);

struct Period {
  int months = 0, days = 0, hours = 0;
  // "28 days", "12 months": printed so, not as the weeks or years that they make. No part of its length.
  bool small_units = false;
  constexpr bool zero() const { return months == 0 && days == 0 && hours == 0; }
  friend constexpr bool operator==(Period a, Period b) { return a.months == b.months && a.days == b.days && a.hours == b.hours; }
};
constexpr Period operator-(Period p) { return {-p.months, -p.days, -p.hours, p.small_units}; }

// Months first, clamped to the month's end, then days; hours count as whole days, rounded up in magnitude.
Date Add(Date date, Period period);
// An upper bound of its length in days, to compare or sort lengths (month 31, year 366).
int LongestDays(Period period);

// ISO 8601 ("P8W", "-P9M", "PT48H", "P1Y6M"), in the units it was written in (28 days and 4 weeks are one length, P28D and P4W).
std::optional<Period> ParsePeriod(std::string_view text);
std::string ToString(Period period);

// Completed years on a day; the birthday of 29 February in a common year is 1 March.
int CompletedYears(Date birth, Date on);

}  // namespace eligo
