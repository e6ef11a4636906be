// Exposure: drugs as courses of days, from orders, dispensings, administrations and statements (contract section 3.9).
//
//   administration   its days
//   dispensing       to the end of its supply; without a supply its day, and 30 days more that are unknown
//   order, statement  to its end; active without end: until replaced or as-of, unknown once unconfirmed for 12 months;
//                    stopped without an end: unknown from its start to the day before as-of
//
// Overlapping orders of one drug: the newest replaces the older from its start (only by the same route, a stated one).
// Gaps of up to 30 days between courses of one drug are bridged. After as-of, an open order is unknown strictly and goes
// on when presumed. Tested by test/match/drug.txt.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "match/prepare.h"
#include "match/window.h"

namespace eligo::match {

inline constexpr int kGapDays = 30;
// So long after a row of the drug last confirmed it, an open order is taken to go on.
inline constexpr Period kConfirmedFor{12, 0, 0};

// The last day on which anything among the rows of a drug confirms that it is still taken; kDawn for none.
Date ConfirmedOn(std::span<const records::Row> rows, Date as_of);

struct Course {
  terms::ConceptId drug;
  const records::Row* row = nullptr;
  DateInterval start, end;              // the end as the record states it, strictly
  DateInterval presumed_end;            // with open orders going on after as-of
  Truth counts = Truth::kTrue;          // by route, exceptions and states
  bool bridge = false;                  // a gap between two courses
  std::optional<units::Rational> dose;  // per day, in the row's unit; nothing when unknown
  std::string unsure;                   // what would settle it; "" where no words are made

  // On a day: true within the days that are certain, unknown within those that are possible.
  Truth On(Date day, bool presumed) const;
  // Shares a day with [first, last]?
  Truth Shares(Date first, Date last, bool presumed) const;
};

// Oral, intravenous, subcutaneous or intramuscular; unknown for an unstated route.
Truth IsSystemic(records::Route route);
// One of the routes a text names ("oral", "topical", "systemic", ...); unknown for an unstated route or an unknown word.
Truth ByRoute(records::Route route, const std::vector<std::string>& words);

// Routes that are one of the words for sure.
RouteSet SurelyBy(const std::vector<std::string>& words);

// The courses of some drugs that may count, by drug and start. They stay where they are as long as what is worked out of the subject's
// rows (SubjectRows::Forget); where facts cannot share them, as long as `own`.
struct Courses {
  std::span<const Course> all;
  bool systemic_only = false;  // some course is left out, or in doubt, for its route
  bool shared = true;
  std::shared_ptr<const std::vector<Course>> own;
};
// `systemic_only`: as doses of glucocorticoids are taken.
Courses CoursesOf(std::span<const terms::ConceptId> drugs, const PreparedFact& fact, const Subject& subject, bool systemic_only);
// Whatever they were for and however they were given.
Courses AllCoursesOf(std::span<const terms::ConceptId> drugs, const Subject& subject);

// What makes the courses of a fact its own, by what each row says. Without these, facts about the same drugs share them.
inline constexpr Fields kOfRows = kRouteField | kExceptField | kCauseField | kOtherThanField | kMethodField | kCategoryField | kStateField;

// By dose, length of treatment or window: what such an exception takes away it takes on some days only (drug_time.cc).
inline constexpr Fields kDayByDay = kDoseField | kDurationField | kWindowField;

// Days on which something changes within [first, last]: the first days of stretches that are alike throughout.
std::vector<Date> Stretches(std::span<const Course> courses, Date first, Date last);

}  // namespace eligo::match
