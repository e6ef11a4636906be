#include "report/funnel.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/result.h"
#include "report/held_counts.h"

namespace eligo::report {
namespace {

using verdict::Mask;
using verdict::Overall;

constexpr std::size_t kPairs = 10;

Shown Exact(std::size_t count) { return {Shown::How::kExact, count}; }

// Whom no criterion stops.
std::size_t Left(const std::array<std::size_t, 4>& overall) {
  return std::accumulate(overall.begin(), overall.end(), std::size_t{0}) - overall[static_cast<std::size_t>(Overall::kIneligible)];
}

class Maker {
 public:
  // `judged`: all patients, the deceased too.
  Maker(const verdict::Stops& stops, Shown judged, std::size_t all, const SmallCounts& counts, HeldCounts& held)
      : stops_(stops), judged_(judged), all_(all), counts_(counts), held_(held), none_(stops.size()), each_(stops.size(), true) {}

  ShownReading Make(const std::array<std::size_t, 4>& overall, const ShownReading* presumed) {
    for (;;) {
      const std::size_t before = held_.exact();
      ShownReading reading = Build(overall, presumed);
      if (held_.exact() == before) return reading;
    }
  }

  // Who is held out by a criterion, or dead, is what is left of all; the others are classes of those who are in.
  ShownFate Fate(const Shown& in, const std::array<std::size_t, 4>& overall, const std::vector<ShownFate>& others) const {
    constexpr std::array kIn = {Overall::kEligible, Overall::kCandidate, Overall::kUndetermined};
    ShownFate fate;
    fate.in = in;
    const auto place = [](Overall of) { return static_cast<std::size_t>(of); };
    fate.overall[place(Overall::kIneligible)] = Difference(judged_, in, all_ - Left(overall), counts_);
    std::vector<std::size_t> sizes;
    sizes.reserve(kIn.size());
    for (const Overall of : kIn) sizes.push_back(overall[place(of)]);
    std::vector<Shown> shown = counts_.ShowClasses(sizes, {in, judged_});
    // The classes add up to who is in, and each may be all of them.
    if (!in.exact()) Blur(shown);
    const auto near = [&](std::size_t i, const ShownFate& other) {
      const Shown& before = other.overall[place(kIn[i])];
      if (!shown[i].exact() || !before.exact()) return false;
      return counts_.Small(std::max(shown[i].count, before.count) - std::min(shown[i].count, before.count));
    };
    for (const ShownFate& other : others) {
      if (!near(0, other) && !near(1, other) && !near(2, other)) continue;
      // With one blurred the others would tell it.
      Blur(shown);
    }
    for (std::size_t i = 0; i < kIn.size(); ++i) fate.overall[place(kIn[i])] = shown[i];
    return fate;
  }

 private:
  void Blur(std::vector<Shown>& shown) const {
    for (Shown& one : shown) {
      if (one.exact() && one.count > 0) one = {Shown::How::kAtLeast, counts_.least()};
    }
  }

  // Anything blurred on the way may have been used before it was.
  ShownReading Build(const std::array<std::size_t, 4>& overall, const ShownReading* presumed) {
    ShownReading reading;
    const Shown living = held_.In(none_);
    const Shown in = held_.In(each_);
    reading.fate = Fate(in, overall, presumed ? std::vector{presumed->fate} : std::vector<ShownFate>{});
    for (std::size_t i = 0; i < stops_.size(); ++i) {
      ShownStops& one = reading.criteria.emplace_back();
      one.fails = Difference(living, held_.In(With(none_, {i})), stops_.Fails(i), counts_);
      one.unknown = Unknown(i, living, one.fails, presumed);
    }
    for (std::size_t i = 0; i < stops_.size(); ++i) {
      std::vector<Shown> beside;
      // Who fails this one and another is what fails it without those whom only it stops.
      if (in.exact() && reading.criteria[i].fails.exact()) beside.push_back(Exact(in.count + reading.criteria[i].fails.count));
      reading.criteria[i].only = Difference(held_.In(Without(each_, {i}), beside), in, stops_.OnlyFails(i), counts_);
    }
    std::vector<std::size_t> order(stops_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    reading.in_order = Steps(order, living, reading.criteria);
    reading.best = Steps(stops_.BestOrder(), living, reading.criteria);
    for (const verdict::Pair& pair : stops_.Pairs(kPairs)) reading.pairs.push_back(Pair(pair, reading.criteria));
    return reading;
  }

  // Some of `all` patients, who are shown as `whole`. Where that is hidden, nearly all of them would tell it.
  Shown Part(std::size_t count, const Shown& whole, std::size_t all, std::vector<Shown> beside) const {
    beside.push_back(whole);
    const Shown shown = counts_.Show(count, beside);
    if (whole.exact() || !shown.exact() || count == 0 || (count < all && !counts_.Small(all - count))) return shown;
    return {Shown::How::kAtLeast, counts_.least()};
  }

  static Mask With(Mask mask, const std::vector<std::size_t>& criteria) {
    for (const std::size_t i : criteria) mask[i] = true;
    return mask;
  }
  static Mask Without(Mask mask, const std::vector<std::size_t>& criteria) {
    for (const std::size_t i : criteria) mask[i] = false;
    return mask;
  }

  // Those who pass are what is left beside it.
  Shown Unknown(std::size_t criterion, const Shown& living, const Shown& fails, const ShownReading* presumed) const {
    std::vector<Shown> beside = {judged_};
    if (living.exact() && fails.exact()) beside.push_back(Exact(living.count - fails.count));
    if (presumed != nullptr) beside.push_back(presumed->criteria[criterion].unknown);
    return Part(stops_.Unknown(criterion), living, stops_.In(none_), std::move(beside));
  }

  std::vector<ShownStep> Steps(const std::vector<std::size_t>& order, const Shown& living, const std::vector<ShownStops>& criteria) {
    std::vector<ShownStep> steps;
    Mask asked = none_;
    Shown before = living;
    for (const verdict::Step& step : stops_.InOrder(order)) {
      const Mask earlier = asked;
      // After the last of either order nobody is left whom a criterion stops.
      const bool last = steps.size() + 1 == order.size();
      if (last)
        asked = each_;
      else
        asked[step.criterion] = true;
      const ShownStops& of = criteria[step.criterion];
      ShownStep& shown = steps.emplace_back();
      shown.criterion = step.criterion;
      // Who fails this one and was out before is what fails it without those whom it takes out now. Who is in at the end stays shown.
      if (last) {
        shown.in = held_.In(asked);
        if (of.fails.exact() && shown.in.exact()) before = held_.In(earlier, {Exact(shown.in.count + of.fails.count)});
      } else if (before.exact() && of.fails.exact() && of.fails.count <= before.count) {
        shown.in = held_.In(asked, {Exact(before.count - of.fails.count)});
      } else {
        shown.in = held_.In(asked);
      }
      shown.out = Difference(before, shown.in, step.out, counts_);
      shown.unknown = Part(step.unknown, shown.in, step.in, {of.unknown});
      before = shown.in;
    }
    return steps;
  }

  ShownPair Pair(const verdict::Pair& pair, const std::vector<ShownStops>& criteria) {
    const std::vector<std::size_t> both = {pair.first, pair.second};
    ShownPair shown{pair.first, pair.second, {}, {}};
    shown.together = counts_.Show(pair.together, {criteria[pair.first].fails, criteria[pair.second].fails});
    // Each tells how many the two leave, or all but the two.
    if (shown.together.exact() && !held_.In(With(none_, both)).exact()) shown.together = {Shown::How::kAtLeast, counts_.least()};
    shown.only_they = counts_.Show(pair.only_they, {shown.together});
    if (shown.only_they.exact() && pair.only_they > 0 && !held_.In(Without(each_, both)).exact())
      shown.only_they = {Shown::How::kAtLeast, counts_.least()};
    return shown;
  }

  const verdict::Stops& stops_;
  Shown judged_;
  std::size_t all_;
  const SmallCounts& counts_;
  HeldCounts& held_;
  Mask none_, each_;
};

ShownChange Change(const Shown& before, const Shown& after, std::size_t was, std::size_t is, const SmallCounts& counts) {
  const bool fewer = is < was;
  return {fewer, fewer ? Difference(before, after, was - is, counts) : Difference(after, before, is - was, counts)};
}

}  // namespace

std::string ShownChange::Text() const {
  if (many.none()) return "0";
  return (fewer ? '-' : '+') + many.Text();
}

std::vector<std::size_t> CriteriaOf(const logic::Protocol& protocol, int cohort) {
  std::vector<std::size_t> criteria;
  for (std::size_t i = 0; i < protocol.criteria.size(); ++i) {
    if (protocol.criteria[i].cohort < 0 || protocol.criteria[i].cohort == cohort) criteria.push_back(i);
  }
  return criteria;
}

ShownFunnel MakeFunnel(const Counted& counted, const SmallCounts& counts) {
  const logic::Protocol& protocol = *counted.reading->logic;
  const verdict::Funnel& funnel = counted.funnel;
  ShownFunnel shown;
  shown.path = counted.reading->source.document.path;
  shown.hash = protocol.hash;
  if (counted.cohort >= 0) shown.cohort = protocol.cohorts[static_cast<std::size_t>(counted.cohort)].id;
  for (const std::size_t i : CriteriaOf(protocol, counted.cohort)) {
    const logic::Criterion& criterion = protocol.criteria[i];
    shown.criteria.push_back({criterion.id, std::string(ToString(criterion.kind)), criterion.text});
  }
  CHECK(shown.criteria.size() == funnel.strict.size());
  shown.judged = counts.Show(funnel.judged, {});

  HeldCounts held_presumed(funnel.presumed, shown.judged, counts, nullptr);
  HeldCounts held_strict(funnel.strict, shown.judged, counts, &held_presumed);
  Maker presumed(funnel.presumed, shown.judged, funnel.judged, counts, held_presumed);
  Maker strict(funnel.strict, shown.judged, funnel.judged, counts, held_strict);
  shown.presumed = presumed.Make(funnel.presumed_overall, nullptr);
  shown.strict = strict.Make(funnel.strict_overall, &shown.presumed);
  shown.deceased = Difference(shown.judged, held_presumed.In(Mask(funnel.presumed.size())), funnel.deceased, counts);

  std::vector<ShownFate> presumed_before = {shown.presumed.fate};
  std::vector<ShownFate> strict_before = {shown.strict.fate, shown.presumed.fate};
  for (const Counted::WhatIf& what_if : counted.what_ifs) {
    ShownWhatIf& one = shown.what_ifs.emplace_back();
    one.text = what_if.text;
    const auto& presumed_overall = what_if.funnel.presumed_overall;
    const auto& strict_overall = what_if.funnel.strict_overall;
    one.presumed = presumed.Fate(held_presumed.InChanged(what_if.untouched, Left(presumed_overall)), presumed_overall, presumed_before);
    one.strict = strict.Fate(held_strict.InChanged(what_if.untouched, Left(strict_overall)), strict_overall, strict_before);
    one.presumed_change = Change(shown.presumed.fate.in, one.presumed.in, Left(funnel.presumed_overall), Left(presumed_overall), counts);
    one.strict_change = Change(shown.strict.fate.in, one.strict.in, Left(funnel.strict_overall), Left(strict_overall), counts);
    presumed_before.push_back(one.presumed);
    strict_before.push_back(one.strict);
  }
  return shown;
}

}  // namespace eligo::report
