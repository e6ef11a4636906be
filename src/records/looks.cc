#include "records/looks.h"

#include <string>
#include <unordered_map>

#include "records/packed_row.h"

namespace eligo::records {
namespace {

constexpr std::size_t kMostLooks = 65'536;

// One day, or none.
bool IsDay(const std::optional<DateInterval>& when) { return !when || when->exact(); }
std::int32_t DayOf(const std::optional<DateInterval>& when) { return when ? when->first.day : kNoDay; }

void PackLook(Row row, std::string& key) {
  row.patient = 0;
  row.start.reset();
  row.end.reset();
  row.recorded.reset();
  if (row.timed()) row.minute = 0;
  row.source = {};
  row.matched = 0;
  key.clear();
  Pack(row, key);
}

}  // namespace

Looks::Looks(const Timeline& timeline) : timeline_(timeline), ongoing_(kOdd + 1) {
  std::unordered_map<std::string, std::uint32_t> known;
  std::vector<Row> rows;
  std::string key;
  first_.reserve(timeline.places() + 1);
  rows_.reserve(timeline.size());
  for (std::size_t place = 0; place < timeline.places(); ++place) {
    first_.push_back(rows_.size());
    rows.clear();
    timeline.ReadPlace(place, rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Row& row = rows[i];
      Seen seen{kOdd, DayOf(row.start), DayOf(row.end), DayOf(row.recorded)};
      const bool ordered = i > 0 && (row.timed() || rows[i - 1].timed()) && rows[i - 1].start == row.start;
      if (IsDay(row.start) && IsDay(row.end) && IsDay(row.recorded) && !ordered) {
        PackLook(row, key);
        const auto [at, added] = known.try_emplace(key, static_cast<std::uint32_t>(ongoing_.size()));
        seen.look = at->second;
        if (added) ongoing_.push_back(row.ongoing);
      }
      rows_.push_back(seen);
    }
    if (known.size() > kMostLooks) {
      overflown_ = true;
      first_ = {};
      rows_ = {};
      return;
    }
  }
  first_.push_back(rows_.size());
}

std::span<const Seen> Looks::Of(PatientIndex patient) const {
  if (!timeline_.Has(patient)) return {};
  const std::size_t place = timeline_.Place(patient);
  return {rows_.data() + first_[place], first_[place + 1] - first_[place]};
}

}  // namespace eligo::records
