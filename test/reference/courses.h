// Courses: on which days a patient was on a drug (contract 3.9; docs/match.md).
#pragma once

#include <map>
#include <set>

#include "test/reference/worlds.h"

namespace eligo::reference {

// Days on which a drug is surely taken, and those on which it may be (the sure ones among them).
struct Days {
  std::set<Date> sure, may;

  Truth On(Date day) const { return sure.contains(day) ? Truth::kTrue : may.contains(day) ? Truth::kUnknown : Truth::kFalse; }
};

// What one record says of its drug by itself: the days on which it surely runs, and those on which it may.
struct Course {
  Record record;
  Days days;
};

// The courses of one drug in one world that these records tell of, `all` being all there are of it: orders replaced by newer ones, gaps
// not yet bridged. Nothing where contract and pages leave it open.
std::optional<std::vector<Course>> CoursesOf(const Question& question, const std::vector<Record>& records, const std::vector<Record>& all);

// Gaps of up to 30 days bridged. Nothing where a gap lies beside days that are in doubt: whether it is bridged then no page says.
std::optional<Days> Bridged(const Days& days);
Days Union(const Days& a, const Days& b);

// The records of each drug.
std::map<terms::ConceptId, std::vector<Record>> ByDrug(const std::vector<Record>& world);

}  // namespace eligo::reference
