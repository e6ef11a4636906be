#include "report/worklist.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_map>

namespace eligo::report {

std::string WorklistRow::FailsText() const {
  std::string out = deceased ? "deceased" : "";
  for (const std::size_t index : fails) {
    const verdict::CriterionVerdict& criterion = verdict->criteria[index];
    if (!out.empty()) out += ' ';
    out += criterion.id;
    if (criterion.strict != verdict::Outcome::kFail) out += '*';
  }
  return out;
}

std::string WorklistRow::WhenText() const {
  const auto day = [](const std::optional<verdict::DayAhead>& d) { return d && *d ? ToString(**d) : ""; };
  const std::string from = day(verdict->eligible_from);
  if (!fails.empty()) return from.empty() ? "" : "from " + from;
  const std::string until = day(verdict->eligible_until);
  return until.empty() ? "" : "until " + until;
}

WorklistRow RowOf(const verdict::PatientVerdict& verdict) {
  WorklistRow row;
  row.verdict = &verdict;
  row.deceased = verdict.deceased();
  for (std::size_t i = 0; i < verdict.criteria.size(); ++i) {
    const verdict::CriterionVerdict& criterion = verdict.criteria[i];
    if (criterion.presumed == verdict::Outcome::kFail) {
      row.fails.push_back(i);
      row.strict_fails += criterion.strict == verdict::Outcome::kFail;
    }
    row.unknown += criterion.presumed == verdict::Outcome::kUnknown;
  }
  return row;
}

std::vector<WorklistRow> Worklist(const Judged& judged) {
  std::vector<WorklistRow> rows;
  rows.reserve(judged.verdicts.size());
  for (const verdict::PatientVerdict& verdict : judged.verdicts) rows.push_back(RowOf(verdict));
  const auto rank = [](const WorklistRow& row) {
    return std::make_tuple(-static_cast<int>(row.verdict->presumed), -static_cast<int>(row.verdict->strict), row.deceased, row.fails.size(),
                           row.unknown);
  };
  // Equal rows keep their order, which is by cohort and patient.
  std::stable_sort(rows.begin(), rows.end(), [&](const WorklistRow& a, const WorklistRow& b) { return rank(a) < rank(b); });
  return rows;
}

std::vector<WorklistRow> RowsOf(const std::vector<WorklistRow>& rows, int cohort) {
  std::vector<WorklistRow> own;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(own), [&](const WorklistRow& row) { return row.verdict->cohort == cohort; });
  return own;
}

CohortCounts CountsOf(const logic::Protocol& protocol, int cohort, const std::vector<WorklistRow>& rows) {
  std::unordered_map<std::string_view, std::size_t> place;
  for (std::size_t i = 0; i < protocol.criteria.size(); ++i) place.emplace(protocol.criteria[i].id, i);
  CohortCounts counts;
  counts.cohort = cohort;
  counts.judged = rows.size();
  counts.criteria.resize(protocol.criteria.size());
  for (const WorklistRow& row : rows) {
    ++counts.overall.strict[static_cast<std::size_t>(row.verdict->strict)];
    ++counts.overall.presumed[static_cast<std::size_t>(row.verdict->presumed)];
    counts.starred = counts.starred || row.fails.size() > static_cast<std::size_t>(row.strict_fails);
    for (const verdict::CriterionVerdict& criterion : row.verdict->criteria) {
      const auto found = place.find(criterion.id);
      if (found == place.end()) continue;
      Attrition& count = counts.criteria[found->second];
      switch (criterion.presumed) {
        case verdict::Outcome::kPass: ++count.pass; break;
        case verdict::Outcome::kUnknown: ++count.unknown; break;
        case verdict::Outcome::kFail:
          ++count.fail;
          count.only += row.fails.size() == 1 && !row.deceased ? 1 : 0;
          break;
      }
    }
  }
  return counts;
}

std::vector<CohortCounts> CountsOf(const Judged& judged, const std::vector<WorklistRow>& rows) {
  if (!judged.counts.empty()) return judged.counts;
  const logic::Protocol& protocol = *judged.reading.logic;
  std::vector<CohortCounts> counts;
  for (const int cohort : CohortsOf(protocol)) counts.push_back(CountsOf(protocol, cohort, RowsOf(rows, cohort)));
  return counts;
}

}  // namespace eligo::report
