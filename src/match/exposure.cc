#include "match/exposure.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>

#include <fmt/format.h>

#include "match/phrase.h"
#include "match/record_row.h"

namespace eligo::match {
namespace {

using records::Exposure;
using records::Route;
using records::Row;

bool IsExposure(const Row& row) {
  return row.domain == records::Domain::kDrug || row.domain == records::Domain::kImmunization ||
         row.domain == records::Domain::kProcedure || row.domain == records::Domain::kNote;
}

bool IsOrder(const Row& row) {
  return row.domain == records::Domain::kDrug && (row.exposure == Exposure::kOrder || row.exposure == Exposure::kStatement);
}

void SetEnd(Course& course, std::span<const Row> rows, const Subject& subject) {
  const Row& row = *course.row;
  const Date known_by = subject.known_by();
  const std::string_view label = subject.Concept(course.drug).label;
  if (row.end) {
    course.end = course.presumed_end = {std::max(course.start.first, row.end->first), std::max(course.start.last, row.end->last)};
    course.end.first = std::min(course.end.first, std::max(known_by, course.start.first));
  } else if (!IsOrder(row)) {
    course.end = course.start;
    if (row.domain == records::Domain::kDrug && row.exposure == Exposure::kDispense) {
      course.end.last = AddDays(course.start.last, kGapDays);
      course.unsure = Told(subject, [&] { return fmt::format("how long the dispensed {} lasted", label); });
    }
    course.presumed_end = course.end;
  } else if (row.ongoing && !row.stopped) {
    const Date confirmed = ConfirmedOn(rows, known_by);
    const Date surely = confirmed == kDawn ? course.start.last : std::min(known_by, Add(confirmed, kConfirmedFor));
    course.end = {std::max(course.start.last, surely), kDusk};
    course.presumed_end = {surely == known_by ? kDusk : course.end.first, kDusk};
    const auto since = [&] { return confirmed == kDawn ? "on an unknown day" : ToString(confirmed); };
    if (surely != known_by)
      course.unsure = Told(subject, [&] { return fmt::format("whether {}, last confirmed {}, is still taken", label, since()); });
  } else {
    // A stopped order does not run on the as-of day; when it stopped is not known.
    const Date last = row.stopped ? std::max(course.start.last, AddDays(known_by, -1)) : known_by;
    course.end = course.presumed_end = {course.start.last, std::max(course.start.last, last)};
    course.unsure = Told(subject, [&] { return fmt::format("when {} was stopped", label); });
  }
}

// Two orders of one drug by one route, where an unstated route may be any.
bool MayReplace(const Course& older, const Course& newer) {
  const Route a = older.row->route;
  const Route b = newer.row->route;
  return older.row->exposure == newer.row->exposure && older.row->domain == newer.row->domain &&
         (a == b || a == Route::kUnstated || b == Route::kUnstated);
}

bool Newer(const Course& a, const Course& b) {  // a before b
  if (a.start.last != b.start.last) return a.start.last < b.start.last;
  const Date ra = a.row->recorded ? a.row->recorded->last : kDawn;
  const Date rb = b.row->recorded ? b.row->recorded->last : kDawn;
  return ra < rb;
}

// Courses in the order of their start; of one day, and not told apart by when they were written, what ends last stands last, so that
// the order of the records does not matter.
bool Before(const Course& a, const Course& b) {
  if (Newer(a, b) || Newer(b, a)) return Newer(a, b);
  const auto key = [](const Course& c) {
    return std::tuple(c.presumed_end.last, c.presumed_end.first, c.end.last, c.dose.has_value(), c.row->route, c.row->stopped, c.row->unit);
  };
  if (key(a) != key(b)) return key(a) < key(b);
  return a.dose && b.dose && *a.dose < *b.dose;
}

// An order that later ones with ends of their own replaced may be taken up again when they end. It was, where the record confirms it
// after that day; else nobody can say, and the patient may still be on the drug. `newer` is the first that replaced it.
void TakeUpAgain(const std::vector<Course>& courses, std::size_t older_at, std::size_t newer_at, const Subject& subject,
                 std::vector<Course>& again) {
  const Course& older = courses[older_at];
  const Date known_by = subject.known_by();
  for (std::size_t i = newer_at; i < courses.size(); ++i) {
    const Course& newer = courses[i];
    if (!MayReplace(older, newer)) continue;
    const bool order = IsOrder(*newer.row) && (!newer.row->ongoing || newer.row->stopped);  // it ended, on a day that is not known
    const bool ends = newer.row->end ? !newer.row->ongoing : order;
    if (!ends || newer.end.first >= older.presumed_end.last) return;
    Course course = older;
    // Where the newer one may have outlasted the older one, that may never have been taken up again.
    const bool outlasted = newer.end.last >= older.presumed_end.last;
    course.start = {AddDays(newer.end.first, 1), outlasted ? older.presumed_end.last : AddDays(newer.end.last, 1)};
    bool over = false;
    for (std::size_t next = i + 1; next < courses.size() && !over; ++next) {
      if (!MayReplace(older, courses[next])) continue;
      over = courses[next].start.first <= course.start.first;
      for (DateInterval* end : {&course.end, &course.presumed_end}) {
        end->first = std::min(end->first, AddDays(courses[next].start.first, -1));
        end->last = std::min(end->last, AddDays(courses[next].start.last, -1));
      }
    }
    if (over) continue;
    for (DateInterval* end : {&course.end, &course.presumed_end}) {
      end->first = std::max(end->first, course.start.first);
      end->last = std::max(end->last, course.start.last);
    }
    const auto& written = older.row->recorded;
    const bool confirmed = !outlasted && written && written->first > newer.end.last && written->last <= known_by;
    if (!confirmed) {
      course.counts = And(course.counts, Truth::kUnknown);
      course.unsure = Told(subject, [&] {
        return fmt::format("whether the order of {} before that of {} was taken up again", subject.Concept(older.drug).label,
                           DayText(newer.row->start));
      });
    }
    again.push_back(std::move(course));
  }
}

// `courses` of one drug in the order of their start. The newest order wins from its start.
void Replace(std::vector<Course>& courses, const Subject& subject, std::vector<Course>& again) {
  for (std::size_t i = 0; i < courses.size(); ++i) {
    Course& older = courses[i];
    if (older.row->domain != records::Domain::kDrug || older.row->exposure == Exposure::kAdministration) continue;
    for (std::size_t j = i + 1; j < courses.size(); ++j) {
      Course& newer = courses[j];
      if (!MayReplace(older, newer) || older.presumed_end.last < newer.start.first) continue;
      if (older.start == newer.start) {
        // Of one day, and not told apart by when they were written: one of the two doses holds.
        if (Newer(older, newer)) {
          TakeUpAgain(courses, i, j, subject, again);
        } else if (const bool same = older.dose == newer.dose && older.row->unit == newer.row->unit; !same || older.end != newer.end) {
          if (!same) newer.dose.reset();
          newer.unsure = "which of two orders of one day holds";
          for (const auto end : {&Course::end, &Course::presumed_end}) {
            newer.*end = {std::min((older.*end).first, (newer.*end).first), std::max((older.*end).last, (newer.*end).last)};
          }
        }
        older.counts = Truth::kFalse;
        break;
      }
      TakeUpAgain(courses, i, j, subject, again);
      // Of days that are not certain the other may be the newer one; then this one was replaced, and nobody can say whether it goes on
      // again.
      const auto& written = newer.row->recorded;
      const bool documented = written && written->first > older.end.last && written->last <= subject.known_by();
      const bool over = older.row->stopped || (older.row->end && !older.row->ongoing);
      if (newer.start.first <= older.start.last && over && older.end.first < newer.presumed_end.last && !documented) {
        newer.counts = And(newer.counts, Truth::kUnknown);
        newer.unsure =
            Told(subject, [&] { return fmt::format("which of two orders of {} is the newer one", subject.Concept(older.drug).label); });
      }
      const DateInterval before{AddDays(newer.start.first, -1), AddDays(newer.start.last, -1)};
      const bool same_route = older.row->route == newer.row->route;  // otherwise one is unstated: it may go on
      for (DateInterval* end : {&older.end, &older.presumed_end}) {
        end->first = std::max(older.start.first, std::min(end->first, before.first));
        if (same_route) end->last = std::max(end->first, std::min(end->last, before.last));
      }
      break;
    }
  }
  std::erase_if(courses, [](const Course& c) { return c.counts == Truth::kFalse; });
}

// Gaps of up to kGapDays between courses do not end them. Between days that are not certain the gap may be short enough, or none.
void Bridge(std::vector<Course>& courses) {
  std::vector<Course> bridges;
  const Course* surely = nullptr;   // the one before that surely lasts longest
  const Course* perhaps = nullptr;  // that may
  const auto bridge = [&](const Course& previous, const Course& next, Truth holds) {
    if (previous.start.last > previous.end.first) return;
    Course one = previous;
    const Date earliest = AddDays(next.start.first, -kGapDays);  // a gap that began before is too long
    one.start = eligo::On(std::max(AddDays(previous.end.first, 1), earliest));
    one.end = one.presumed_end = eligo::On(AddDays(next.start.last, -1));
    one.counts = And(And(previous.counts, next.counts), holds);
    one.bridge = true;
    if (previous.dose != next.dose) one.dose.reset();
    bridges.push_back(std::move(one));
  };
  for (const Course& next : courses) {
    if (next.row->domain != records::Domain::kDrug) continue;
    if (surely != nullptr) {
      const int gap = next.start.last.day - surely->end.first.day - 1;
      if (gap > 0 && gap <= kGapDays) {
        bridge(*surely, next, Truth::kTrue);
      } else if (gap > 0 && next.start.first.day - perhaps->end.last.day - 1 <= kGapDays) {
        bridge(*perhaps, next, Truth::kUnknown);
      }
    }
    if (surely == nullptr || next.end.first > surely->end.first) surely = &next;
    if (perhaps == nullptr || next.end.last > perhaps->end.last) perhaps = &next;
  }
  courses.insert(courses.end(), bridges.begin(), bridges.end());
}

struct RouteWord {
  std::string_view word;
  std::vector<Route> routes;
};
const std::vector<RouteWord>& RouteWords() {
  static const std::vector<RouteWord> kWords = {
      {"oral", {Route::kOral}},
      {"intravenous", {Route::kIntravenous}},
      {"subcutaneous", {Route::kSubcutaneous}},
      {"intramuscular", {Route::kIntramuscular}},
      {"parenteral", {Route::kIntravenous, Route::kSubcutaneous, Route::kIntramuscular}},
      {"injection", {Route::kIntravenous, Route::kSubcutaneous, Route::kIntramuscular}},
      {"topical", {Route::kTopical, Route::kOphthalmic}},
      {"ophthalmic", {Route::kOphthalmic}},
      {"inhaled", {Route::kInhaled}},
      {"nasal", {Route::kNasal}},
      {"intranasal", {Route::kNasal}},
      {"rectal", {Route::kRectal}},
      {"intraarticular", {Route::kIntraarticular}},
      {"intra-articular", {Route::kIntraarticular}},
      {"local", {Route::kTopical, Route::kOphthalmic, Route::kInhaled, Route::kNasal, Route::kIntraarticular}},
  };
  return kWords;
}

}  // namespace

Date ConfirmedOn(std::span<const Row> rows, Date as_of) {
  Date latest = kDawn;
  for (const Row& row : rows) {
    if (!IsExposure(row) || row.domain == records::Domain::kNote || !Exists(row, as_of)) continue;
    if (row.start) latest = std::max(latest, std::min(row.start->last, as_of));
    if (row.recorded) latest = std::max(latest, std::min(row.recorded->last, as_of));
  }
  return latest;
}

Truth Course::On(Date day, bool is_presumed) const {
  const DateInterval& until = is_presumed ? presumed_end : end;
  Truth truth = Truth::kFalse;
  if (day >= start.first && day <= until.last) truth = day >= start.last && day <= until.first ? Truth::kTrue : Truth::kUnknown;
  return And(truth, counts);
}

Truth Course::Shares(Date first, Date last, bool is_presumed) const {
  return And(Overlaps(start, is_presumed ? presumed_end : end, first, last), counts);
}

Truth IsSystemic(Route route) {
  switch (route) {
    case Route::kOral:
    case Route::kIntravenous:
    case Route::kSubcutaneous:
    case Route::kIntramuscular: return Truth::kTrue;
    case Route::kTopical:
    case Route::kOphthalmic:
    case Route::kInhaled:
    case Route::kNasal:
    case Route::kIntraarticular: return Truth::kFalse;
    case Route::kUnstated:
    case Route::kRectal:
    case Route::kOther: return Truth::kUnknown;
  }
  return Truth::kUnknown;
}

Truth ByRoute(Route route, const std::vector<std::string>& words) {
  Truth any = Truth::kFalse;
  for (const std::string& word : words) {
    if (word == "systemic") {
      any = Or(any, IsSystemic(route));
      continue;
    }
    const auto& known = RouteWords();
    const auto found = std::find_if(known.begin(), known.end(), [&](const RouteWord& w) { return w.word == word; });
    if (found == known.end() || route == Route::kUnstated || route == Route::kOther) {
      any = Or(any, Truth::kUnknown);
    } else {
      any = Or(any, FromBool(std::find(found->routes.begin(), found->routes.end(), route) != found->routes.end()));
    }
  }
  return any;
}

RouteSet SurelyBy(const std::vector<std::string>& words) {
  RouteSet routes = 0;
  for (int route = 0; route <= static_cast<int>(Route::kOther); ++route) {
    const auto one = static_cast<Route>(route);
    if (ByRoute(one, words) == Truth::kTrue) routes |= SetOf(one);
  }
  return routes;
}

namespace {

// Is the row taken away by an exception of the fact? Of drugs: by concept, route and state.
Truth ExceptedDrug(RowAt at, const PreparedFact& fact, const Subject& subject, std::string& unsure) {
  Truth any = Truth::kFalse;
  for (const PreparedFact& except : fact.except) {
    if (except.Has(kDayByDay) && except.concept_id) continue;
    if (!except.Has(kRouteField)) {
      PreparedFact only = fact;
      only.except = {except};
      any = Or(any, Excepted(at, only, subject, unsure));
      continue;
    }
    const bool named = !except->concept_ref.id.empty() || !except->concept_ref.text.empty();
    Truth truth = ByRoute(at.row.route, except->route);
    if (named && !except.concept_id) truth = And(truth, Truth::kUnknown);
    if (named && except.concept_id) truth = And(truth, FromBool(std::binary_search(except.closure.begin(), except.closure.end(), at.id)));
    if ((except.fields & ~kRouteField) != 0) truth = And(truth, Truth::kUnknown);
    if (truth == Truth::kUnknown && unsure.empty()) unsure = fmt::format("by which route {} is given", subject.Concept(at.id).label);
    any = Or(any, truth);
  }
  return any;
}

Truth Counts(RowAt at, const PreparedFact& fact, const Subject& subject, bool systemic_only, std::string& unsure) {
  const std::string_view label = subject.Concept(at.id).label;
  Truth truth = Truth::kTrue;
  // {} in a reason is the drug.
  const auto also = [&](Truth t, std::string_view reason) {
    if (t == Truth::kUnknown && truth != Truth::kFalse && unsure.empty())
      unsure = Told(subject, [&] { return fmt::format(fmt::runtime(reason), label); });
    truth = And(truth, t);
  };
  const bool a_drug = at.row.domain == records::Domain::kDrug;
  if (!fact->route.empty()) also(ByRoute(at.row.route, fact->route), "by which route {} is given");
  if (systemic_only && a_drug) also(IsSystemic(at.row.route), "by which route {} is given");
  if (!fact.except.empty()) also(Not(ExceptedDrug(at, fact, subject, unsure)), "whether {} is one of the exceptions");
  if (truth != Truth::kFalse) {
    if (fact->cause) also(GivenFor(at, fact, subject, unsure), "");
    if (!fact->other_than.empty()) also(OtherThan(at, *fact, subject, unsure), "");
    if (!fact->method.empty()) also(Truth::kUnknown, "how {} was given (" + Join(fact->method, " or ") + ")");
    if (!fact->category.empty()) also(Truth::kUnknown, "the " + fact->scale + " grade that the text asks of {}");
  }
  if (!fact->state.empty() && truth != Truth::kFalse) also(StateOf(at, fact->state, false, subject, unsure), "");
  if (at.row.domain == records::Domain::kNote) also(Truth::kUnknown, "mentioned in a note only: a person must confirm {}");
  if (at.row.standing == records::Standing::kProvisional) also(Truth::kUnknown, "whether {} was given");
  return truth;
}

// Of one drug.
std::vector<Course> MakeCourses(terms::ConceptId drug, const PreparedFact& fact, const Subject& subject, bool systemic_only) {
  std::vector<Course> courses;
  const std::span<const Row> rows = subject.Rows(drug);
  courses.reserve(2 * rows.size());  // one is bridged to the next, mostly
  for (const Row& row : rows) {
    if (!IsExposure(row) || !Exists(row, subject.known_by()) || row.standing == records::Standing::kRefuted) continue;
    Course course;
    course.drug = drug;
    course.row = &row;
    course.start = KnownDays(row.start, subject.known_by());
    std::string unsure;
    course.counts = Counts({row, drug}, fact, subject, systemic_only, unsure);
    if (course.counts == Truth::kFalse) continue;
    if (!row.as_needed) course.dose = row.daily_dose;
    SetEnd(course, rows, subject);
    if (course.unsure.empty() && !course.start.exact())
      course.unsure = Told(subject, [&] { return fmt::format("when {} was given", subject.Concept(drug).label); });
    if (!unsure.empty()) course.unsure = unsure;
    courses.push_back(std::move(course));
  }
  if (!std::is_sorted(courses.begin(), courses.end(), Before)) std::stable_sort(courses.begin(), courses.end(), Before);
  std::vector<Course> again;
  Replace(courses, subject, again);
  Bridge(courses);
  courses.insert(courses.end(), again.begin(), again.end());
  return courses;
}

// The routes that rows of a drug state.
RouteSet RoutesOf(terms::ConceptId drug, const Subject& subject) {
  return subject.rows->Once<RouteSet>("routes", {drug.value}, [&] {
    RouteSet routes = 0;
    for (const Row& row : subject.Rows(drug)) routes |= SetOf(row.route);
    return routes;
  });
}

}  // namespace

Courses CoursesOf(std::span<const terms::ConceptId> drugs, const PreparedFact& fact, const Subject& subject, bool systemic_only) {
  // Courses are those of the record, whatever day is judged.
  Courses courses;
  std::vector<terms::ConceptId> taken;
  RouteSet routes = 0;
  for (const terms::ConceptId drug : drugs) {
    if (subject.Rows(drug).empty()) continue;
    taken.push_back(drug);
    routes |= RoutesOf(drug, subject);
  }
  if (taken.empty()) return courses;
  // By routes that count anyway nothing is left out: then it is the same as without.
  static const RouteSet kSystemic = SurelyBy({"systemic"});
  courses.systemic_only = systemic_only && (routes & ~kSystemic) != 0;
  courses.shared = !fact.Has(kOfRows & ~kRouteField) && (!fact.Has(kRouteField) || (routes & ~fact.routes) == 0);
  if (!courses.shared) {
    std::vector<Course> all;
    for (const terms::ConceptId drug : taken) {
      std::vector<Course> of_one = MakeCourses(drug, fact, subject, courses.systemic_only);
      std::move(of_one.begin(), of_one.end(), std::back_inserter(all));
    }
    courses.own = std::make_shared<const std::vector<Course>>(std::move(all));
    courses.all = *courses.own;
    return courses;
  }
  // Of each drug once, whatever classes ask for it; and once for classes of which the same drugs were taken.
  SubjectRows& rows = *subject.rows;
  const auto of_one = [&](terms::ConceptId drug) -> const std::vector<Course>& {
    return rows.Once<std::vector<Course>>("courses of one", {courses.systemic_only, subject.run.words, drug.value},
                                          [&] { return MakeCourses(drug, fact, subject, courses.systemic_only); });
  };
  if (taken.size() == 1) {
    courses.all = of_one(taken[0]);
    return courses;
  }
  const std::vector<terms::ConceptId>& kept = rows.Kept(std::move(taken));
  courses.all = rows.Once<std::vector<Course>>("courses of all", {courses.systemic_only, subject.run.words, AddressOf(kept)}, [&] {
    std::vector<Course> all;
    for (const terms::ConceptId drug : kept) {
      const std::vector<Course>& one = of_one(drug);
      all.insert(all.end(), one.begin(), one.end());
    }
    return all;
  });
  return courses;
}

Courses AllCoursesOf(std::span<const terms::ConceptId> drugs, const Subject& subject) {
  static const logic::Fact kAnyDrug = [] {
    logic::Fact fact;
    fact.about = logic::About::kDrug;
    return fact;
  }();
  static const PreparedFact kAnything = [] {
    PreparedFact fact;
    fact.fact = &kAnyDrug;
    return fact;
  }();
  return CoursesOf(drugs, kAnything, subject, false);
}

std::vector<Date> Stretches(std::span<const Course> courses, Date first, Date last) {
  std::vector<Date> days;
  days.reserve(6 * courses.size() + 1);
  days.push_back(first);
  for (const Course& c : courses) {
    for (const Date day : {c.start.first, c.start.last, AddDays(c.end.first, 1), AddDays(c.end.last, 1), AddDays(c.presumed_end.first, 1),
                           AddDays(c.presumed_end.last, 1)}) {
      if (day > first && day <= last) days.push_back(day);
    }
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

}  // namespace eligo::match
