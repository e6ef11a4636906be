#include "base/date.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace eligo {
namespace {

bool Leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

int DaysInMonth(int y, int m) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return m == 2 && Leap(y) ? 29 : kDays[m - 1];
}

// Reads exactly `count` digits at `at`; -1 when they are not there.
int Digits(std::string_view s, std::size_t at, std::size_t count) {
  if (s.size() < at + count) return -1;
  int v = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (s[i] < '0' || s[i] > '9') return -1;
    v = v * 10 + (s[i] - '0');
  }
  return v;
}

}  // namespace

// Days from civil and back: the era arithmetic of the proleptic Gregorian calendar (400 years = 146,097 days).
Date FromCivil(CivilDate c) {
  const int y = c.year - (c.month <= 2 ? 1 : 0);
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int yoe = y - era * 400;
  const int doy = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
  const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return {era * 146097 + doe - 719468};
}

CivilDate ToCivil(Date date) {
  const int z = date.day + 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const int doe = z - era * 146097;
  const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int mp = (5 * doy + 2) / 153;
  const int month = mp < 10 ? mp + 3 : mp - 9;
  return {yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1};
}

bool ValidCivil(CivilDate c) {
  return c.year >= 1 && c.year <= 9999 && c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= DaysInMonth(c.year, c.month);
}

std::optional<DateInterval> ParseDate(std::string_view s) {
  const int year = Digits(s, 0, 4);
  if (year < 1) return std::nullopt;
  if (s.size() == 4) return DateInterval{FromCivil({year, 1, 1}), FromCivil({year, 12, 31})};
  if (s[4] != '-') return std::nullopt;
  const int month = Digits(s, 5, 2);
  if (month < 1 || month > 12) return std::nullopt;
  if (s.size() == 7) return DateInterval{FromCivil({year, month, 1}), FromCivil({year, month, DaysInMonth(year, month)})};
  if (s[7] != '-') return std::nullopt;
  const CivilDate c{year, month, Digits(s, 8, 2)};
  if (!ValidCivil(c) || (s.size() > 10 && s[10] != 'T' && s[10] != ' ')) return std::nullopt;
  if (s.size() > 10 && ParseMinuteOfDay(s) < 0) return std::nullopt;
  return On(FromCivil(c));
}

int ParseMinuteOfDay(std::string_view s) {
  if (s.size() < 16 || s[13] != ':') return -1;
  const int hour = Digits(s, 11, 2);
  const int minute = Digits(s, 14, 2);
  return hour < 0 || hour > 24 || minute < 0 || minute > 59 ? -1 : hour * 60 + minute;
}

std::optional<int> ParseInstantMinute(std::string_view s) {
  const int local = ParseMinuteOfDay(s);
  if (local < 0) return std::nullopt;
  const std::size_t zone = s.find_first_of("Zz+-", 16);
  if (zone == std::string_view::npos) return local;
  if (s[zone] == 'Z' || s[zone] == 'z') return zone + 1 == s.size() ? std::optional(local) : std::nullopt;
  const bool colon = s.size() > zone + 3 && s[zone + 3] == ':';
  const int hours = Digits(s, zone + 1, 2);
  const int minutes = Digits(s, zone + (colon ? 4 : 3), 2);
  if (s.size() != zone + (colon ? 6 : 5) || hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return std::nullopt;
  const int offset = hours * 60 + minutes;
  return s[zone] == '+' ? local - offset : local + offset;
}

std::string ToString(Date date) {
  const CivilDate c = ToCivil(date);
  return fmt::format("{:04}-{:02}-{:02}", c.year, c.month, c.day);
}

std::string ToString(DateInterval i) {
  if (i.exact()) return ToString(i.first);
  const CivilDate a = ToCivil(i.first);
  const CivilDate b = ToCivil(i.last);
  if (a.year == b.year && a.day == 1 && b.day == DaysInMonth(b.year, b.month)) {
    if (a.month == 1 && b.month == 12) return fmt::format("{:04}", a.year);
    if (a.month == b.month) return fmt::format("{:04}-{:02}", a.year, a.month);
  }
  return ToString(i.first) + "/" + ToString(i.last);
}

Date Add(Date date, Period p) {
  const int hours = p.hours >= 0 ? (p.hours + 23) / 24 : -((-p.hours + 23) / 24);
  if (p.months == 0) return AddDays(date, p.days + hours);
  CivilDate c = ToCivil(date);
  const int months = c.year * 12 + c.month - 1 + p.months;
  c.year = std::clamp(months >= 0 ? months / 12 : -1, 1, 9999);
  c.month = ((months % 12) + 12) % 12 + 1;
  c.day = std::min(c.day, DaysInMonth(c.year, c.month));
  return AddDays(FromCivil(c), p.days + hours);
}

int LongestDays(Period p) {
  const int months = std::abs(p.months);
  return months / 12 * 366 + months % 12 * 31 + std::abs(p.days) + (std::abs(p.hours) + 23) / 24;
}

std::optional<Period> ParsePeriod(std::string_view s) {
  const bool negative = !s.empty() && s[0] == '-';
  if (negative || (!s.empty() && s[0] == '+')) s.remove_prefix(1);
  if (s.size() < 3 || s[0] != 'P') return std::nullopt;
  Period p;
  bool time = false;
  std::size_t i = 1;
  while (i < s.size()) {
    if (s[i] == 'T' && !time) {
      time = true;
      if (++i == s.size()) return std::nullopt;
    }
    int v = 0;
    const std::size_t start = i;
    while (i < s.size() && s[i] >= '0' && s[i] <= '9' && i - start < 6) v = v * 10 + (s[i++] - '0');
    if (i == start || i == s.size()) return std::nullopt;
    switch (s[i++]) {
      case 'Y': p.months += 12 * v; break;
      case 'M':
        if (time) return std::nullopt;
        p.months += v;
        p.small_units |= v != 0 && v % 12 == 0;
        break;
      case 'W': p.days += 7 * v; break;
      case 'D':
        p.days += v;
        p.small_units |= v != 0 && v % 7 == 0 && p.months == 0;
        break;
      case 'H': p.hours += v; break;
      default: return std::nullopt;
    }
  }
  return negative ? -p : p;
}

std::string ToString(Period p) {
  const bool negative = p.months < 0 || p.days < 0 || p.hours < 0;
  if (negative) p = -p;
  std::string out = negative ? "-P" : "P";
  if (p.months != 0 && p.months % 12 == 0 && !p.small_units)
    out += fmt::format("{}Y", p.months / 12);
  else if (p.months != 0)
    out += fmt::format("{}M", p.months);
  if (p.days != 0 && p.days % 7 == 0 && p.months == 0 && p.hours == 0 && !p.small_units)
    out += fmt::format("{}W", p.days / 7);
  else if (p.days != 0)
    out += fmt::format("{}D", p.days);
  if (p.hours != 0) out += fmt::format("T{}H", p.hours);
  if (p.zero()) out += "0D";
  return out;
}

int CompletedYears(Date birth, Date on) {
  const CivilDate b = ToCivil(birth);
  const CivilDate o = ToCivil(on);
  const bool before = o.month < b.month || (o.month == b.month && o.day < b.day);
  return o.year - b.year - (before ? 1 : 0);
}

}  // namespace eligo
