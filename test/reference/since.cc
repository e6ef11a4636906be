#include "test/reference/since.h"

#include <algorithm>

namespace eligo::reference {

std::optional<Doses> DosesOf(const Question& q) {
  Doses doses;
  for (const Record& record : RowsOf(q, q.since)) {
    const records::Row& row = record.row;
    if (row.domain == records::Domain::kAllergy || row.domain == records::Domain::kTrial) continue;
    if (row.domain != records::Domain::kDrug || row.standing != records::Standing::kConfirmed || !record.dated()) return std::nullopt;
    if (!row.start->exact() || row.timed()) return std::nullopt;
    const bool given = row.exposure == records::Exposure::kAdministration && record.end() == record.start();
    const bool goes_on = row.exposure == records::Exposure::kOrder && row.ongoing && !row.end && !row.stopped;
    if (!given && !goes_on) return std::nullopt;
    doses.goes_on = doses.goes_on || goes_on;
    doses.first = std::min(doses.first.value_or(record.start()), record.start());
    doses.last = std::max(doses.last.value_or(record.start()), record.start());
  }
  return doses.last ? std::optional(doses) : std::nullopt;
}

}  // namespace eligo::reference
