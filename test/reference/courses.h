// Courses: on which days a patient was on a drug (contract 3.9; docs/match.md).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>

#include "test/reference/worlds.h"

namespace eligo::reference {

inline constexpr int kGap = 30;  // days

// Days on which a drug is surely taken, and those on which it may be (the sure ones among them).
struct Days {
  std::set<Date> sure, may;

  bool operator==(const Days&) const = default;
  Truth On(Date day) const { return sure.contains(day) ? Truth::kTrue : may.contains(day) ? Truth::kUnknown : Truth::kFalse; }
};

// What records of one drug say together: one record by itself, or the orders of one route, of which one holds on each day.
struct Course {
  static constexpr std::size_t kNobody = SIZE_MAX;

  std::vector<Record> records;
  // On each day which of them may be the one that holds; kNobody among them where it may be none.
  std::map<Date, std::set<std::size_t>> holds;
  // Those beside another of the same day that nothing tells apart and that has another dose.
  std::set<std::size_t> twins;
  // Days on which more than these may hold, as no page says.
  std::set<Date> open;
};

// The courses of one drug in one world that these records tell of, `all` being all there are of it: orders replaced by newer ones, gaps
// not yet bridged. Nothing where contract and pages leave it open.
std::optional<std::vector<Course>> CoursesOf(const Question& question, const std::vector<Record>& records, const std::vector<Record>& all);

// The days on the drug, by the records that count. What stands in a note only is no exposure whose gaps are bridged.
using RecordTruth = std::function<Truth(const Record&)>;
Days BridgedDaysOf(const std::vector<Course>& courses, const RecordTruth& counts);

// Gaps of up to 30 days bridged: surely between days that are sure, perhaps where the days that may be leave so short a gap.
Days Bridged(const Days& days);
Days Union(const Days& a, const Days& b);

// The records of each drug.
std::map<terms::ConceptId, std::vector<Record>> ByDrug(const std::vector<Record>& world);

}  // namespace eligo::reference
