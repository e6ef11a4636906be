#include "test/reference/courses.h"

#include <algorithm>

#include "test/reference/when.h"

namespace eligo::reference {
namespace {

using records::Exposure;

void AddDaysTo(std::set<Date>& days, Date first, Date last) {
  for (Date day = first; day <= last; ++day.day) days.insert(days.end(), day);
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

std::optional<Days> DaysOf(const Question& q, const Record& record, const std::vector<Record>& all) {
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

struct Alone {
  Record record;
  Days days;

  bool Runs(Date day) const { return days.may.contains(day); }
  Date last() const { return *days.may.rbegin(); }
  // An order that was stopped on a day that is not known.
  bool stopped() const { return !record.end() && record.row.stopped; }
};

// Whether one order is newer than another: begun later, or, of one day, written down later. Unknown where nothing tells them apart.
Truth Newer(const Record& a, const Record& b) {
  if (a.start() != b.start()) return FromBool(a.start() > b.start());
  if (!a.row.recorded || !b.row.recorded) return Truth::kUnknown;
  if (a.row.recorded->first > b.row.recorded->last) return Truth::kTrue;
  return a.row.recorded->last < b.row.recorded->first ? Truth::kFalse : Truth::kUnknown;
}

bool SameDose(const Record& a, const Record& b) { return a.row.daily_dose == b.row.daily_dose && a.row.unit == b.row.unit; }

// Whether contract and pages say which of two orders of one drug holds, of which `b` may be the newer.
bool Settled(const Alone& a, const Alone& b) {
  if (Newer(b.record, a.record) == Truth::kFalse || !a.Runs(b.record.start())) return true;
  // Whether one by mouth replaces one on the skin no page says.
  if (a.record.row.route != b.record.row.route) return false;
  // Nor whether, of one day, the one that was written down on a day that is known is the newer.
  const bool one_written = a.record.row.recorded.has_value() != b.record.row.recorded.has_value();
  if (a.record.start() == b.record.start() && one_written && (a.days.may != b.days.may || !SameDose(a.record, b.record))) return false;
  // One that is documented after the newer one began, which has no end: which of the two goes on?
  return !(a.record.row.recorded && a.record.row.recorded->last > b.record.start() && !b.record.end());
}

// The orders of one drug and route: on each day the newest of those that run holds. After it has ended it is unknown whether an older one
// that it replaced was taken up again, unless that one is documented later.
struct Orders {
  std::vector<Alone> of;

  // Which of them holds on a day, those that are in `running` being not over.
  void On(Date day, const std::vector<bool>& running, Course& course) const {
    bool any = false;
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (!running[i]) continue;
      any = true;
      bool newest = true;
      bool doubt = !of[i].days.sure.contains(day) && !of[i].stopped();
      bool older = false;
      for (std::size_t j = 0; j < of.size(); ++j) {
        if (j == i || of[j].record.start() > day) continue;
        const Truth newer = Newer(of[j].record, of[i].record);
        if (running[j]) {
          newest = newest && newer != Truth::kTrue;
          older = older || newer == Truth::kFalse;
        } else if (newer != Truth::kFalse && of[i].Runs(of[j].record.start())) {
          const auto& written = of[i].record.row.recorded;
          doubt = doubt || !written || written->first <= of[j].last();
        }
      }
      if (!newest) continue;
      course.holds[day].insert(i);
      if (doubt) course.holds[day].insert(Course::kNobody);
      // Where it was not taken up again: was one that it had replaced?
      if (doubt && older) course.open.insert(day);
    }
    if (!any) course.holds[day].insert(Course::kNobody);
  }

  Course Together() const {
    Course course;
    std::set<Date> days;
    for (std::size_t i = 0; i < of.size(); ++i) {
      course.records.push_back(of[i].record);
      days.insert(of[i].days.may.begin(), of[i].days.may.end());
      for (std::size_t j = 0; j < of.size(); ++j) {
        const bool twin = j != i && Newer(of[i].record, of[j].record) == Truth::kUnknown && !SameDose(of[i].record, of[j].record);
        if (twin) course.twins.insert(i);
      }
    }
    for (const Date day : days) {
      std::vector<bool> running;
      std::vector<std::size_t> either;
      for (std::size_t i = 0; i < of.size(); ++i) {
        running.push_back(of[i].Runs(day));
        if (of[i].stopped() && running[i] && !of[i].days.sure.contains(day)) either.push_back(i);
      }
      // In every way those that were stopped on an unknown day may still run or be over.
      for (unsigned choice = 0; choice < (1U << either.size()); ++choice) {
        for (std::size_t i = 0; i < either.size(); ++i) running[either[i]] = (choice >> i & 1U) != 0;
        On(day, running, course);
      }
    }
    return course;
  }
};

Course ByItself(const Alone& alone) {
  Course course{{alone.record}, {}, {}, {}};
  for (const Date day : alone.days.may) {
    course.holds[day].insert(0);
    if (!alone.days.sure.contains(day)) course.holds[day].insert(Course::kNobody);
  }
  return course;
}

std::set<Date> WithoutGaps(const std::set<Date>& days) {
  std::set<Date> all = days;
  std::optional<Date> before;
  for (const Date day : days) {
    const int gap = before ? day.day - before->day - 1 : 0;
    if (gap > 0 && gap <= kGap) AddDaysTo(all, *before, day);
    before = day;
  }
  return all;
}

}  // namespace

std::optional<std::vector<Course>> CoursesOf(const Question& q, const std::vector<Record>& records, const std::vector<Record>& all) {
  std::vector<Course> courses;
  std::vector<Alone> orders, dispensed;
  for (const Record& record : records) {
    if (record.row.domain == records::Domain::kAllergy || record.row.domain == records::Domain::kTrial) continue;
    if (!record.dated() || record.row.standing != records::Standing::kConfirmed) return std::nullopt;
    const auto days = DaysOf(q, record, all);
    if (!days) return std::nullopt;
    if (Order(record))
      orders.push_back({record, *days});
    else
      courses.push_back(ByItself({record, *days}));
    if (record.row.exposure == Exposure::kDispense) dispensed.push_back({record, *days});
  }
  // Whether what was dispensed later replaces what was dispensed before, as an order does, no page says.
  for (const Alone& a : dispensed) {
    for (const Alone& b : dispensed) {
      const bool sooner = b.last() < a.last() || *b.days.sure.rbegin() < *a.days.sure.rbegin();
      if (a.record.start() <= b.record.start() && a.Runs(b.record.start()) && sooner) return std::nullopt;
    }
  }
  std::map<records::Route, Orders> by_route;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    for (std::size_t j = 0; j < orders.size(); ++j) {
      if (j != i && !Settled(orders[i], orders[j])) return std::nullopt;
    }
    by_route[orders[i].record.row.route].of.push_back(orders[i]);
  }
  for (const auto& [route, of] : by_route) courses.push_back(of.Together());
  return courses;
}

Days BridgedDaysOf(const std::vector<Course>& courses, const RecordTruth& counts) {
  Days exposure, mentioned;
  for (const Course& course : courses) {
    std::vector<Truth> counted;
    for (const Record& record : course.records) counted.push_back(counts(record));
    Days& days = course.records[0].row.domain == records::Domain::kNote ? mentioned : exposure;
    for (const auto& [day, holders] : course.holds) {
      Truth every = Truth::kTrue;
      Truth any = Truth::kFalse;
      for (const std::size_t holder : holders) {
        const Truth truth = holder == Course::kNobody ? Truth::kFalse : counted[holder];
        every = And(every, truth);
        any = Or(any, truth);
      }
      if (any != Truth::kFalse) days.may.insert(days.may.end(), day);
      if (every == Truth::kTrue) days.sure.insert(days.sure.end(), day);
    }
  }
  return Union(Bridged(exposure), mentioned);
}

Days Union(const Days& a, const Days& b) {
  Days all = a;
  all.sure.insert(b.sure.begin(), b.sure.end());
  all.may.insert(b.may.begin(), b.may.end());
  return all;
}

Days Bridged(const Days& days) { return {WithoutGaps(days.sure), WithoutGaps(days.may)}; }

std::map<terms::ConceptId, std::vector<Record>> ByDrug(const std::vector<Record>& world) {
  std::map<terms::ConceptId, std::vector<Record>> drugs;
  for (const Record& record : world) drugs[record.concept_id].push_back(record);
  return drugs;
}

}  // namespace eligo::reference
