#include "forecast/dates.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "verdict/failing_days.h"

namespace eligo::forecast {
namespace {

using verdict::CriterionVerdict;
using verdict::DayAhead;
using verdict::FailingDays;
using verdict::PatientVerdict;

// The criterion that lets go last: of those that fail on the day before the patient may enter the first in the text; where that day
// never comes the first that never lets go, else that fails in the end.
std::string ControlledBy(const PatientVerdict& v, const std::vector<FailingDays>& courses, Date as_of) {
  if (*v.eligible_from == as_of) return "";
  for (const CriterionVerdict& criterion : v.criteria) {
    if (criterion.clears_on && !*criterion.clears_on) return criterion.id;
  }
  const Date before = *v.eligible_from ? AddDays(**v.eligible_from, -1) : Add(as_of, verdict::kHorizon);
  for (std::size_t i = 0; i < courses.size(); ++i) {
    if (courses[i].On(before)) return v.criteria[i].id;
  }
  return "";
}

}  // namespace

void SetDates(const logic::Protocol& protocol, Date as_of, PatientVerdict& v) {
  if (v.deceased()) {
    v.eligible_from = v.eligible_until = DayAhead();
    return;
  }
  std::unordered_map<std::string_view, const logic::Criterion*> by_id;
  for (const logic::Criterion& criterion : protocol.criteria) by_id.emplace(criterion.id, &criterion);
  std::vector<FailingDays> courses;
  std::vector<Date> days = {as_of};
  for (CriterionVerdict& judged : v.criteria) {
    const auto criterion = by_id.find(judged.id);
    CHECK(criterion != by_id.end());
    courses.push_back(verdict::CourseOf(*criterion->second, judged, as_of));
    const FailingDays& course = courses.back();
    for (const Date day : course.Changes()) days.push_back(day);
    if (course.On(as_of)) judged.clears_on = course.Clears();
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  const auto open = [&](Date day) { return std::none_of(courses.begin(), courses.end(), [&](const FailingDays& c) { return c.On(day); }); };
  const auto from = std::find_if(days.begin(), days.end(), open);
  const auto closed = std::find_if(from, days.end(), [&](Date day) { return !open(day); });
  v.eligible_from = from == days.end() ? DayAhead() : DayAhead(*from);
  v.eligible_until = closed == days.end() ? DayAhead() : DayAhead(AddDays(*closed, -1));
  v.controlled_by = ControlledBy(v, courses, as_of);
}

}  // namespace eligo::forecast
