#include "match/taken.h"

#include <algorithm>
#include <numeric>

namespace eligo::match {

namespace {

// So that it holds the other, too: what is known strictly holds when presumed, whichever kind of record says more in either.
void Widen(records::Number& dose, const records::Number& other) {
  const bool lower = *other.low < *dose.low;
  if (lower || (*other.low == *dose.low && !other.low_open)) {
    dose.low = other.low;
    dose.low_open = other.low_open;
  }
  dose.high = dose.high && other.high ? std::optional(std::max(*dose.high, *other.high)) : std::nullopt;
}

}  // namespace

Taken TakenOf(std::span<const Course> courses, const Doses* doses, bool closed) {
  Taken taken;
  const std::vector<Date> begins = Stretches(courses, kDawn, kDusk);
  taken.reserve(begins.size());
  // Those that may run on the day, in their order; the next to begin stands at `next`.
  std::vector<Dosed> here;
  std::vector<std::size_t> by_start(courses.size());
  std::iota(by_start.begin(), by_start.end(), std::size_t{0});
  const auto sooner = [&](std::size_t a, std::size_t b) { return courses[a].start.first < courses[b].start.first; };
  if (!std::is_sorted(by_start.begin(), by_start.end(), sooner)) std::stable_sort(by_start.begin(), by_start.end(), sooner);
  auto next = by_start.begin();
  for (const Date day : begins) {
    std::erase_if(here, [&](const Dosed& d) { return std::max(d.course->end.last, d.course->presumed_end.last) < day; });
    for (; next != by_start.end() && courses[*next].start.first <= day; ++next) {
      const Course* c = &courses[*next];
      const auto at = std::upper_bound(here.begin(), here.end(), c, [](const Course* a, const Dosed& b) { return a < b.course; });
      here.insert(at, {c, doses != nullptr ? (*doses)[*next] : std::nullopt});
    }
    TakenStretch& stretch = taken.emplace_back();
    stretch.first = day;
    bool alike = !here.empty();  // whether both readings know the same of the day
    for (const Dosed& d : here) {
      const Truth on = d.course->On(day, false);
      const Truth presumed_on = d.course->On(day, true);
      alike = alike && on == presumed_on;
      stretch.on = Or(stretch.on, on);
      stretch.presumed_on = Or(stretch.presumed_on, presumed_on);
    }
    if (doses == nullptr) continue;
    alike = alike && stretch.on != Truth::kFalse;
    stretch.presumed_dose = DoseOn(here, day, true, closed);
    stretch.dose = stretch.presumed_dose;
    if (!alike) Widen(stretch.dose, DoseOn(here, day, false, closed));
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
