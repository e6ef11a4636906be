// Several dosages of one drug: side by side, or one after another.
#include <algorithm>

#include "readers/fhir_dose.h"

namespace eligo::readers {
namespace {

using records::Route;
using Step = Regimen::Step;

Step StepOf(const Dosage& d) {
  Step step;
  step.per_day = d.PerDay();
  if (d.amount) step.unit = d.amount->unit;
  step.as_needed = d.as_needed;
  step.route = d.route;
  step.start = d.start;
  step.end = d.end;
  return step;
}

bool SameDays(const Dosage& a, const Dosage& b) { return a.start == b.start && a.end == b.end && a.length == b.length; }

// Side by side (morning and evening) the doses add up.
Step Sum(const std::vector<const Dosage*>& dosages) {
  Step sum = StepOf(*dosages.front());
  bool mixed = false;
  for (std::size_t i = 1; i < dosages.size(); ++i) {
    const Step next = StepOf(*dosages[i]);
    sum.per_day = sum.per_day && next.per_day && sum.unit == next.unit ? Add(*sum.per_day, *next.per_day) : std::nullopt;
    mixed |= dosages[i]->as_needed != dosages.front()->as_needed || !dosages[i]->next.empty();
    sum.as_needed = sum.as_needed && next.as_needed;
    if (next.route != sum.route) sum.route = Route::kUnstated;
  }
  if (mixed || (dosages.size() > 1 && !dosages.front()->next.empty())) sum.per_day.reset();
  return sum;
}

// The steps of a taper, by sequence, from `start` on. Nothing when one of them but the last has no length, when days of its
// own stand beside the sequence, or when what stands side by side does not last equally long.
std::optional<std::vector<Step>> OneAfterAnother(std::vector<const Dosage*> dosages, const std::optional<DateInterval>& start) {
  if (!start) return std::nullopt;
  const bool plain = std::all_of(dosages.begin(), dosages.end(), [](const Dosage* d) { return d->sequence && !d->start && !d->end; });
  if (!plain) return std::nullopt;
  std::stable_sort(dosages.begin(), dosages.end(), [](const Dosage* a, const Dosage* b) { return *a->sequence < *b->sequence; });
  std::vector<Step> steps;
  DateInterval day = *start;
  for (std::size_t i = 0; i < dosages.size();) {
    std::vector<const Dosage*> group;
    for (const std::int64_t sequence = *dosages[i]->sequence; i < dosages.size() && *dosages[i]->sequence == sequence; ++i) {
      if (!group.empty() && !SameDays(*group.front(), *dosages[i])) return std::nullopt;
      group.push_back(dosages[i]);
    }
    const auto& length = group.front()->length;
    if (!length && i < dosages.size()) return std::nullopt;
    Step step = Sum(group);
    step.start = day;
    step.planned = true;
    if (length) {
      step.end = LastDay(day, *length);
      day = {AddDays(step.end->first, 1), AddDays(step.end->last, 1)};
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace

Regimen Combine(const std::vector<Dosage>& given, const std::optional<DateInterval>& start) {
  if (given.empty()) return {{Step{}}};
  // The steps of one text are steps by sequence.
  std::vector<Dosage> dosages = given;
  if (dosages.size() == 1 && !dosages.front().next.empty()) {
    const std::vector<Dosage> next = std::move(dosages.front().next);
    dosages.front().next.clear();
    dosages.insert(dosages.end(), next.begin(), next.end());
    for (std::size_t i = 0; i < dosages.size(); ++i) dosages[i].sequence = static_cast<std::int64_t>(i);
  }
  std::vector<const Dosage*> all;
  all.reserve(dosages.size());
  for (const Dosage& d : dosages) all.push_back(&d);
  const Dosage& first = dosages.front();
  const bool dated = std::all_of(all.begin(), all.end(), [](const Dosage* d) { return d->start.has_value(); });
  const bool same_days = std::all_of(all.begin(), all.end(), [&](const Dosage* d) { return SameDays(*d, first); });
  const bool in_sequence = std::any_of(all.begin(), all.end(), [&](const Dosage* d) { return d->sequence != first.sequence; });
  Regimen regimen;
  if (dosages.size() > 1 && dated && !same_days) {
    for (const Dosage& d : dosages) regimen.steps.push_back(Sum({&d}));
    return regimen;
  }
  if (in_sequence && !dated) {
    if (auto steps = OneAfterAnother(all, start)) return {std::move(*steps)};
  }
  // One after another without days the doses are unknown.
  Step sum = Sum(all);
  if (in_sequence || !same_days) sum.per_day.reset();
  if (!same_days) sum.start = sum.end = std::nullopt;
  if (same_days && !in_sequence && first.length && !sum.end && start) {
    sum.end = LastDay(*start, *first.length);
    sum.planned = true;
  }
  return {{std::move(sum)}};
}

Regimen CutShort(const Regimen& regimen, const std::optional<DateInterval>& start) {
  if (!regimen.steps.front().planned || !start) return regimen;
  Step whole = regimen.steps.front();
  const std::optional<DateInterval> end = regimen.steps.back().end;
  if (regimen.steps.size() > 1) whole.per_day.reset();
  whole.start.reset();
  whole.end = end ? std::optional(DateInterval{start->first, std::max(start->first, end->last)}) : std::nullopt;
  return {{std::move(whole)}};
}

}  // namespace eligo::readers
