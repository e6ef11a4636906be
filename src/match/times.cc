#include "match/times.h"

#include <algorithm>

#include "match/result.h"

namespace eligo::match {
namespace {

constexpr std::int64_t kDay = 24 * 60;

std::int64_t Earliest(const Happened& h) { return h.day.first.day * kDay + (h.minute != records::kNoMinute ? h.minute : 0); }
std::int64_t Latest(const Happened& h) {
  return h.minute != records::kNoMinute && h.day.exact() ? Earliest(h) : h.day.last.day * kDay + kDay - 1;
}

// Does `later` surely lie as far from `earlier`? In days, or in minutes for a distance in hours.
bool Apart(const Happened& earlier, const Happened& later, const Period& apart) {
  if (apart.hours != 0 && apart.months == 0 && apart.days == 0) return Earliest(later) >= Latest(earlier) + std::int64_t{apart.hours} * 60;
  return later.day.first >= Add(earlier.day.last, apart);
}

}  // namespace

Counted Count(std::vector<Happened> all, const std::optional<Period>& apart) {
  const auto order = [](const Happened& a, const Happened& b) {
    if (Latest(a) != Latest(b)) return Latest(a) < Latest(b);
    return Earliest(a) != Earliest(b) ? Earliest(a) < Earliest(b) : a.counts > b.counts;
  };
  std::sort(all.begin(), all.end(), order);
  // One day, one occurrence, unless times of day tell them apart.
  const auto same = [](const Happened& a, const Happened& b) { return a.day.exact() && a.day == b.day && a.minute == b.minute; };
  const auto timed = [](const Happened& h) { return h.day.exact() && h.minute != records::kNoMinute; };
  all.erase(std::unique(all.begin(), all.end(), same), all.end());

  const bool exact = std::all_of(all.begin(), all.end(), [](const Happened& h) { return h.day.exact(); });
  Counted counted;
  const Happened* sure = nullptr;
  const Happened* maybe = nullptr;
  for (const Happened& h : all) {
    // Two of unknown day may be one.
    const bool told_apart =
        sure == nullptr || (apart ? Apart(*sure, h, *apart) : Earliest(h) > Latest(*sure) || (timed(h) && timed(*sure)));
    if (h.counts == Truth::kTrue && told_apart) {
      ++counted.least;
      sure = &h;
    }
    if (h.counts == Truth::kFalse) continue;
    if (!apart || !exact || maybe == nullptr || Apart(*maybe, h, *apart)) {
      ++counted.most;
      maybe = &h;
    }
  }
  return counted;
}

Reading CountHolds(Counted counted, const logic::CountBound& bound, bool absent, bool closed) {
  records::Number least;
  least.low = counted.least;
  records::Number recorded = least;
  recorded.high = std::max(counted.least, counted.most);
  const Truth strict = CompareNumber(closed ? recorded : least, bound.op, bound.value, {});
  return {strict, CompareNumber(absent || closed ? recorded : least, bound.op, bound.value, {})};
}

}  // namespace eligo::match
