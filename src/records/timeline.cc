#include "records/timeline.h"

#include <algorithm>
#include <limits>

#include "base/result.h"
#include "records/packed_row.h"

namespace eligo::records {
namespace {
constexpr unsigned kPlaceBits = 48;
constexpr std::uint64_t kPlaceMask = (std::uint64_t{1} << kPlaceBits) - 1;

bool SameButForItsName(Row a, const Row& b) {
  a.matched = b.matched;
  return a == b;
}
}  // namespace

void Timeline::Read(PatientIndex patient, std::vector<Row>& rows) const {
  if (!Has(patient)) return;
  const std::size_t before = rows.size();
  ReadPlace(Place(patient), rows);
  for (std::size_t i = before; i < rows.size(); ++i) rows[i].patient = patient;
}

void Timeline::ReadPlace(std::size_t place, std::vector<Row>& rows) const {
  const char* const end = bytes_.data() + first_[place + 1];
  for (const char* at = bytes_.data() + first_[place]; at < end;) at = Unpack(at, rows.emplace_back());
}

void TimelineBuilder::Add(const Row& row) {
  CHECK(bytes_.size() < kPlaceMask);
  const std::int32_t day = row.start ? row.start->first.day : std::numeric_limits<std::int32_t>::min();
  const auto minute = static_cast<std::uint64_t>(row.minute - kNoMinute);
  keys_.push_back({row.patient, day, minute << kPlaceBits | bytes_.size()});
  Pack(row, bytes_);
}

Timeline TimelineBuilder::Finish(const std::vector<PatientIndex>& renumbered, const std::deque<std::string>& strings) {
  for (Key& key : keys_) key.patient = renumbered[key.patient];
  const auto source = [this](const Key& key) { return SourceAt(bytes_.data() + (key.minute_and_at & kPlaceMask)); };
  std::sort(keys_.begin(), keys_.end(), [&](const Key& a, const Key& b) {
    if (a.patient != b.patient) return a.patient < b.patient;
    if (a.day != b.day) return a.day < b.day;
    if (a.minute_and_at >> kPlaceBits != b.minute_and_at >> kPlaceBits) return a.minute_and_at < b.minute_and_at;
    const Source left = source(a);
    const Source right = source(b);
    if (left.text != right.text && strings[left.text] != strings[right.text]) return strings[left.text] < strings[right.text];
    if (left.number != right.number) return left.number < right.number;
    return a.minute_and_at < b.minute_and_at;
  });

  Timeline timeline;
  timeline.bytes_.reserve(bytes_.size());
  if (!keys_.empty()) timeline.who_.Resize(keys_.back().patient / 64 + 1);
  Row row;
  Row last;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const PatientIndex patient = keys_[i].patient;
    const char* const at = bytes_.data() + (keys_[i].minute_and_at & kPlaceMask);
    const auto size = static_cast<std::size_t>(Unpack(at, row) - at);
    // The substance of an allergy and of its reaction are one, found by two names.
    const bool first = i == 0 || patient != keys_[i - 1].patient;
    if (!first && row.domain == Domain::kAllergy && SameButForItsName(row, last)) continue;
    last = row;
    ++timeline.rows_;
    if (first) {
      timeline.who_.Add(patient / 64, std::uint64_t{1} << (patient % 64));
      timeline.first_.push_back(timeline.bytes_.size());
    }
    timeline.bytes_.append(at, size);
  }
  timeline.first_.push_back(timeline.bytes_.size());
  timeline.who_.Count();
  keys_ = {};
  bytes_ = {};
  return timeline;
}

}  // namespace eligo::records
