#include "test/reference/worlds.h"

#include <algorithm>

namespace eligo::reference {
namespace {

// The same record on each day it may be.
std::vector<Record> Choices(const Record& record, Date as_of) {
  std::vector<Record> choices;
  const bool one_day = record.row.start && record.row.end && *record.row.start == *record.row.end;
  std::vector<Record> begun;
  if (!record.row.start) {
    begun.push_back(record);
  } else {
    for (Date day = record.row.start->first; day <= std::min(record.row.start->last, as_of); ++day.day) {
      Record on = record;
      on.row.start = On(day);
      if (one_day) on.row.end = On(day);
      begun.push_back(on);
    }
  }
  for (const Record& on : begun) {
    if (!on.row.end || one_day) {
      choices.push_back(on);
      continue;
    }
    for (Date day = on.row.end->first; day <= on.row.end->last; ++day.day) {
      if (on.row.start && day < on.row.start->first) continue;
      Record until = on;
      until.row.end = On(day);
      choices.push_back(until);
    }
  }
  return choices;
}

}  // namespace

std::vector<Record> RowsOf(const Question& q, const std::vector<terms::ConceptId>& concepts) {
  std::vector<Record> records;
  for (const terms::ConceptId id : concepts) {
    for (const records::Row& row : q.records.Rows(id, q.patient)) {
      if (row.start && row.start->first > q.settings.as_of) continue;
      records.push_back({id, row});
    }
  }
  return records;
}

std::vector<Record> RowsOf(const Question& q) { return RowsOf(q, q.terms.Closure(q.terms.Find(q.fact.concept_ref.id).value())); }

Said InEveryWorld(const Question& q, const std::vector<Record>& records, const Judge& judge, std::size_t most) {
  std::vector<std::vector<Record>> choices;
  std::size_t worlds = 1;
  for (const Record& record : records) {
    choices.push_back(Choices(record, q.settings.as_of));
    worlds *= choices.back().size();
    if (worlds > most || worlds == 0) return std::nullopt;
  }
  Said all;
  for (std::size_t world = 0; world < worlds; ++world) {
    std::vector<Record> chosen;
    std::size_t rest = world;
    for (const std::vector<Record>& of : choices) {
      chosen.push_back(of[rest % of.size()]);
      rest /= of.size();
    }
    const Said here = judge(chosen);
    if (!here) return std::nullopt;
    if (!all) all = here;
    if (all->strict != here->strict) all->strict = Truth::kUnknown;
    if (all->presumed != here->presumed) all->presumed = Truth::kUnknown;
  }
  return all;
}

}  // namespace eligo::reference
