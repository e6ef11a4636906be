#include "match/taken.h"

#include <algorithm>

namespace eligo::match {

Taken TakenOf(std::span<const Course> courses, const Doses* doses, bool closed) {
  Taken taken;
  const std::vector<Date> begins = Stretches(courses, kDawn, kDusk);
  taken.reserve(begins.size());
  for (const Date day : begins) {
    TakenStretch& stretch = taken.emplace_back();
    stretch.first = day;
    for (const Course& c : courses) {
      stretch.on = Or(stretch.on, c.On(day, false));
      stretch.presumed_on = Or(stretch.presumed_on, c.On(day, true));
    }
    if (doses == nullptr) continue;
    stretch.dose = DoseOn(courses, *doses, day, false, closed);
    stretch.presumed_dose = DoseOn(courses, *doses, day, true, closed);
  }
  return taken;
}

std::span<const TakenStretch> Among(const Taken& taken, Date first, Date last) {
  if (first > last) return {};
  const auto begins_by = [](Date day, const TakenStretch& s) { return day < s.first; };
  auto begin = std::upper_bound(taken.begin(), taken.end(), first, begins_by);
  if (begin != taken.begin()) --begin;
  const auto end = std::upper_bound(begin, taken.end(), last, begins_by);
  return {begin, end};
}

}  // namespace eligo::match
