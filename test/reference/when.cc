#include "test/reference/when.h"

#include <algorithm>

#include "test/reference/days.h"

namespace eligo::reference {

Date Moved(Date day, Period period) {
  if (period.months <= 0) {
    const Date moved = Before(day, -period.months, 0);
    return {moved.day + period.days};
  }
  CivilDate c = ToCivil(day);
  for (int i = 0; i < period.months; ++i) {
    if (++c.month == 13) {
      c.month = 1;
      ++c.year;
    }
  }
  while (!ValidCivil(c)) --c.day;
  return {FromCivil(c).day + period.days};
}

Date HalfLivesBefore(Date day, int count, units::Rational half_life_days) {
  const std::int64_t parts = half_life_days.numerator() * count;
  int days = 0;
  while (days * half_life_days.denominator() < parts) ++days;
  return {day.day - days};
}

When WhenOf(const logic::Fact& fact, const verdict::Settings& settings) {
  When when;
  const logic::Anchor anchor = fact.window && fact.window->anchor ? *fact.window->anchor : logic::Anchor::kScreening;
  const auto planned = settings.anchors.find(anchor);
  when.planned = planned != settings.anchors.end() || logic::DefaultsToAsOf(anchor);
  when.anchor = planned != settings.anchors.end() ? planned->second : settings.as_of;
  when.to = when.anchor;
  const bool from = fact.window && (fact.window->from || fact.window->or_longer);
  const bool to = fact.window && fact.window->to.has_value();
  when.states_window = from || to;
  if (from) {
    when.reach = Reach::kWithin;
    when.from = fact.window->from ? Moved(when.anchor, fact.window->from->offset) : when.anchor;
    if (fact.window->or_longer) when.from = std::min(when.from, Moved(when.anchor, fact.window->or_longer->offset));
    if (fact.window->open_from) ++when.from.day;
    if (!to) when.to = settings.as_of;
  } else if (to || fact.pick == logic::Pick::kAny || fact.pick == logic::Pick::kFirst) {
    when.reach = Reach::kEver;
  } else if (fact.window) {
    when.reach = Reach::kOn;
  }
  if (to) {
    when.to = fact.window->to->half_lives > 0 ? when.anchor : Moved(when.anchor, fact.window->to->offset);
    if (fact.window->open_to) --when.to.day;
  }
  return when;
}

bool Meets(Date first, Date last, const When& window) {
  for (Date day = window.from; day <= window.to; ++day.day) {
    if (first <= day && day <= last) return true;
  }
  return false;
}

}  // namespace eligo::reference
