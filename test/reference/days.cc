#include "test/reference/days.h"

#include <algorithm>

namespace eligo::reference {

Date Before(Date day, int months, int days) {
  CivilDate c = ToCivil(day);
  for (int i = 0; i < months; ++i) {
    if (--c.month == 0) {
      c.month = 12;
      --c.year;
    }
  }
  while (!ValidCivil(c)) --c.day;
  Date out = FromCivil(c);
  for (int i = 0; i < days; ++i) --out.day;
  return out;
}

int CountBirthdays(Date birth, Date on) {
  const CivilDate born = ToCivil(birth);
  int birthdays = 0;
  for (Date day{birth.day + 1}; day <= on; ++day.day) {
    const CivilDate c = ToCivil(day);
    const bool leap = ValidCivil({c.year, 2, 29});
    const bool moved = born.month == 2 && born.day == 29 && !leap;
    const int month = moved ? 3 : born.month;
    const int day_of_month = moved ? 1 : born.day;
    if (c.month == month && c.day == day_of_month) ++birthdays;
  }
  return birthdays;
}

bool InWindow(Date day, Date anchor, int months, int days, bool open_from, bool open_to) {
  const Date from = Before(anchor, months, days);
  for (Date d = from; d <= anchor; ++d.day) {
    if (d == from && open_from) continue;
    if (d == anchor && open_to) continue;
    if (d == day) return true;
  }
  return false;
}

Found FindInWindow(Date first, Date last, Date anchor, int months, int days) {
  int in = 0;
  int all = 0;
  for (Date d = first; d <= last; ++d.day) {
    ++all;
    if (InWindow(d, anchor, months, days, false, false)) ++in;
  }
  if (in == 0) return Found::kNever;
  return in == all ? Found::kSurely : Found::kPerhaps;
}

int LongestRun(const std::vector<int>& doses, Date begin, Date first, Date last, int dose) {
  int longest = 0;
  int run = 0;
  for (Date d = first; d <= last; ++d.day) {
    const int at = d.day - begin.day;
    const bool high = at >= 0 && at < static_cast<int>(doses.size()) && doses[static_cast<std::size_t>(at)] >= dose;
    run = high ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

int MostApart(const std::vector<Date>& days, int apart) {
  int most = 0;
  for (unsigned choice = 0; choice < (1U << days.size()); ++choice) {
    int count = 0;
    bool holds = true;
    for (std::size_t i = 0; i < days.size(); ++i) {
      if ((choice >> i & 1U) == 0) continue;
      ++count;
      for (std::size_t j = 0; j < days.size(); ++j) {
        const int gap = days[i].day > days[j].day ? days[i].day - days[j].day : days[j].day - days[i].day;
        if (i != j && (choice >> j & 1U) != 0 && gap < apart) holds = false;
      }
    }
    if (holds && count > most) most = count;
  }
  return most;
}

}  // namespace eligo::reference
