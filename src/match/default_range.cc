#include "match/default_range.h"

#include <algorithm>

#include "match/kernels.h"
#include "match/window.h"

namespace eligo::match {
namespace {

constexpr int kOldest = 130;

// Completed years that the patient may have had on the day of the result.
Ages AgesAt(const Subject& subject, const records::Row& row) {
  const DateInterval day = KnownDays(row.start, subject.known_by());
  const auto first = AgesOn(subject, day.first);
  const auto last = AgesOn(subject, std::min(day.last, subject.known_by()));
  if (!first || !last) return {0, kOldest};
  return {std::clamp(first->low, 0, kOldest), std::clamp(last->high, 0, kOldest)};
}

}  // namespace

Truth ByDefaultRange(const Subject& subject, const terms::Concept& analyte, const records::Row& row,
                     const std::function<Truth(const terms::ReferenceRange&)>& judge) {
  if (analyte.ranges.empty()) return Truth::kUnknown;
  const records::Sex sex = SexOf(subject.patient);
  const Ages ages = AgesAt(subject, row);
  std::optional<Truth> agreed;
  for (const terms::RangeSex of : {terms::RangeSex::kFemale, terms::RangeSex::kMale}) {
    if (sex == (of == terms::RangeSex::kFemale ? records::Sex::kMale : records::Sex::kFemale)) continue;
    const terms::ReferenceRange* before = nullptr;
    for (int age = ages.low; age <= ages.high; ++age) {
      const auto range = std::find_if(analyte.ranges.begin(), analyte.ranges.end(), [&](const auto& r) { return r.Covers(of, age); });
      if (range == analyte.ranges.end()) return Truth::kUnknown;
      if (&*range == before) continue;
      before = &*range;
      const Truth truth = judge(*range);
      if (truth == Truth::kUnknown || (agreed && *agreed != truth)) return Truth::kUnknown;
      agreed = truth;
    }
  }
  return agreed.value_or(Truth::kUnknown);
}

}  // namespace eligo::match
