#include "test/reference/courses.h"

#include <algorithm>

#include "test/reference/when.h"

namespace eligo::reference {
namespace {

using records::Exposure;

constexpr int kGap = 30;

void AddDaysTo(std::set<Date>& days, Date first, Date last) {
  for (Date day = first; day <= last; ++day.day) days.insert(day);
}

// The day on which an open order was last confirmed: begun, written down, or dispensed or given again. Nothing where another record of the
// drug is later, of which no page says whether it confirms this one.
std::optional<Date> Confirmed(const Question& q, const Record& order, const std::vector<Record>& all) {
  Date confirmed = order.start();
  if (order.row.recorded && order.row.recorded->last <= q.settings.as_of) confirmed = std::max(confirmed, order.row.recorded->last);
  Date mentioned = confirmed;
  for (const Record& record : all) {
    const bool supplied = record.row.exposure == Exposure::kDispense || record.row.exposure == Exposure::kAdministration;
    const bool confirms = supplied && record.row.domain == records::Domain::kDrug && record.row.route == order.row.route;
    if (record.dated() && confirms) confirmed = std::max(confirmed, record.start());
    if (record.dated()) mentioned = std::max(mentioned, record.start());
    if (record.row.recorded) mentioned = std::max(mentioned, record.row.recorded->last);
  }
  const bool matters = Moved(confirmed, {12, 0, 0}) < q.settings.as_of;
  return matters && mentioned > confirmed ? std::nullopt : std::optional(confirmed);
}

std::optional<Days> Alone(const Question& q, const Record& record, const std::vector<Record>& all) {
  const Date as_of = q.settings.as_of;
  Days days;
  const Date start = record.start();
  Date sure_last = start;
  Date may_last = start;
  if (record.row.domain == records::Domain::kNote) {
    days.may.insert(start);
    return days;
  }
  if (record.end()) {
    sure_last = may_last = *record.end();
  } else if (record.row.exposure == Exposure::kDispense) {
    may_last = AddDays(start, kGap);  // without a supply it lasts its day, and 30 more that are unknown
  } else if (record.row.exposure == Exposure::kOrder && record.row.stopped) {
    may_last = std::max(start, AddDays(as_of, -1));
  } else if (record.row.exposure == Exposure::kOrder && record.row.ongoing) {
    const auto confirmed = Confirmed(q, record, all);
    if (!confirmed) return std::nullopt;
    may_last = as_of;
    sure_last = std::min(as_of, Moved(*confirmed, {12, 0, 0}));
  } else if (record.row.exposure != Exposure::kAdministration) {
    return std::nullopt;  // how long what has no end and does not go on has lasted no page says
  }
  AddDaysTo(days.sure, start, sure_last);
  AddDaysTo(days.may, start, may_last);
  return days;
}

bool Order(const Record& record) { return record.row.exposure == Exposure::kOrder && record.row.domain == records::Domain::kDrug; }

// Which of two orders is the newer: begun later, or, of one day, the one that ends first, whichever of the two replaced the other.
bool Newer(const Course& a, const Course& b) {
  if (a.record.start() != b.record.start()) return a.record.start() > b.record.start();
  return a.days.may.size() < b.days.may.size();
}

// A course less the days on which a newer order runs. After that has ended it is unknown whether the older one was taken up again, unless
// it is documented later.
Days Replaced(const Course& older, const std::vector<Course>& newer) {
  Days left;
  for (const Date day : older.days.may) {
    bool runs = false;
    std::optional<Date> ended;
    for (const Course& other : newer) {
      if (other.record.start() > day) continue;
      runs = runs || other.days.may.contains(day);
      if (!other.days.may.contains(day)) ended = std::max(ended.value_or(*other.days.may.rbegin()), *other.days.may.rbegin());
    }
    if (runs) continue;
    const bool again = ended && older.record.row.recorded && older.record.row.recorded->first > *ended;
    left.may.insert(day);
    if (older.days.sure.contains(day) && (!ended || again)) left.sure.insert(day);
  }
  return left;
}

std::set<Date> WithoutGaps(const std::set<Date>& days) {
  std::set<Date> all = days;
  std::optional<Date> before;
  for (const Date day : days) {
    if (before && day.day - before->day - 1 <= kGap) AddDaysTo(all, *before, day);
    before = day;
  }
  return all;
}

}  // namespace

std::optional<std::vector<Course>> CoursesOf(const Question& q, const std::vector<Record>& records, const std::vector<Record>& all) {
  std::vector<Course> alone;
  for (const Record& record : records) {
    if (record.row.domain == records::Domain::kAllergy || record.row.domain == records::Domain::kTrial) continue;
    if (!record.dated() || record.row.standing != records::Standing::kConfirmed) return std::nullopt;
    const auto days = Alone(q, record, all);
    if (!days) return std::nullopt;
    alone.push_back({record, *days});
  }
  std::vector<Course> courses;
  for (const Course& course : alone) {
    std::vector<Course> newer;
    for (const Course& other : alone) {
      if (!Order(course.record) || !Order(other.record) || !Newer(other, course)) continue;
      if (!course.days.may.contains(other.record.start())) continue;
      // Whether one by mouth replaces one on the skin no page says.
      if (other.record.row.route != course.record.row.route) return std::nullopt;
      // One that is documented after the newer one began, which has no end: which of the two goes on?
      const bool later = course.record.row.recorded && course.record.row.recorded->last > other.record.start();
      if (later && !other.record.end()) return std::nullopt;
      newer.push_back(other);
    }
    courses.push_back({course.record, Replaced(course, newer)});
  }
  return courses;
}

Days Union(const Days& a, const Days& b) {
  Days all = a;
  all.sure.insert(b.sure.begin(), b.sure.end());
  all.may.insert(b.may.begin(), b.may.end());
  return all;
}

std::optional<Days> Bridged(const Days& days) {
  const std::set<Date> sure = WithoutGaps(days.sure);
  const Days bridged = Union({sure, sure}, days);
  return WithoutGaps(bridged.may) == bridged.may ? std::optional(bridged) : std::nullopt;
}

std::map<terms::ConceptId, std::vector<Record>> ByDrug(const std::vector<Record>& world) {
  std::map<terms::ConceptId, std::vector<Record>> drugs;
  for (const Record& record : world) drugs[record.concept_id].push_back(record);
  return drugs;
}

}  // namespace eligo::reference
