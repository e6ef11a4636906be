#include "records/records.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/result.h"

namespace eligo::records {
namespace {

// Undated rows come first.
std::int32_t StartDay(const Row& row) { return row.start ? row.start->first.day : std::numeric_limits<std::int32_t>::min(); }

}  // namespace

std::span<const Row> Records::Rows(terms::ConceptId concept_id, PatientIndex patient) const {
  CHECK(patient < patients_.size());
  CHECK(!only_ || only_->Has(concept_id));
  const auto found = timelines_.find(concept_id.value);
  if (found == timelines_.end()) return {};
  const Timeline& timeline = found->second;
  return std::span<const Row>(timeline.rows).subspan(timeline.first[patient], timeline.first[patient + 1] - timeline.first[patient]);
}

std::string Records::Text(const Source& source) const {
  std::string text = strings_[source.text];
  if (source.number != Source::kNone) text += std::to_string(source.number);
  return text;
}

std::size_t Records::row_count() const {
  std::size_t count = 0;
  for (const auto& [concept_id, timeline] : timelines_) count += timeline.rows.size();
  return count;
}

PatientIndex RecordsBuilder::AddPatient(Patient patient) {
  const auto index = static_cast<PatientIndex>(records_.patients_.size());
  const bool added = by_id_.emplace(patient.id, index).second;
  CHECK(added);
  records_.patients_.push_back(std::move(patient));
  return index;
}

std::optional<PatientIndex> RecordsBuilder::FindPatient(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

StringId RecordsBuilder::Intern(std::string_view text) {
  const auto [at, added] = interned_.emplace(std::string(text), static_cast<StringId>(records_.strings_.size()));
  if (added) records_.strings_.emplace_back(text);
  return at->second;
}

Source RecordsBuilder::SourceOf(std::string_view text) {
  // Eighteen digits fit; a number with a nought before it would be printed as another.
  std::size_t digits = 0;
  while (digits < text.size() && digits < 18 && text[text.size() - 1 - digits] >= '0' && text[text.size() - 1 - digits] <= '9') ++digits;
  while (digits > 1 && text[text.size() - digits] == '0') --digits;
  if (digits == 0) return {Intern(text), Source::kNone};
  std::uint64_t number = 0;
  for (const char c : text.substr(text.size() - digits)) number = number * 10 + static_cast<std::uint64_t>(c - '0');
  return {Intern(text.substr(0, text.size() - digits)), number};
}

void RecordsBuilder::Add(terms::ConceptId concept_id, Row row) {
  CHECK(row.patient < records_.patients_.size());
  records_.timelines_[concept_id.value].rows.push_back(row);
}

Records RecordsBuilder::Finish() {
  std::vector<Patient>& patients = records_.patients_;
  std::vector<PatientIndex> order(patients.size());  // new -> old
  std::iota(order.begin(), order.end(), PatientIndex{0});
  std::sort(order.begin(), order.end(), [&](PatientIndex a, PatientIndex b) { return patients[a].id < patients[b].id; });
  std::vector<PatientIndex> renumbered(patients.size());  // old -> new
  std::vector<Patient> sorted;
  sorted.reserve(patients.size());
  for (const PatientIndex old : order) {
    renumbered[old] = static_cast<PatientIndex>(sorted.size());
    sorted.push_back(std::move(patients[old]));
  }
  patients = std::move(sorted);

  const std::vector<std::string>& strings = records_.strings_;
  for (auto& [concept_id, timeline] : records_.timelines_) {
    for (Row& row : timeline.rows) row.patient = renumbered[row.patient];
    std::stable_sort(timeline.rows.begin(), timeline.rows.end(), [&strings](const Row& a, const Row& b) {
      if (a.patient != b.patient) return a.patient < b.patient;
      if (StartDay(a) != StartDay(b)) return StartDay(a) < StartDay(b);
      if (a.minute != b.minute) return a.minute < b.minute;
      if (a.source.text != b.source.text) return strings[a.source.text] < strings[b.source.text];
      return a.source.number < b.source.number;
    });
    timeline.rows.shrink_to_fit();
    timeline.first.assign(patients.size() + 1, 0);
    for (const Row& row : timeline.rows) ++timeline.first[row.patient + 1];
    std::partial_sum(timeline.first.begin(), timeline.first.end(), timeline.first.begin());
  }
  interned_.clear();
  by_id_.clear();
  return std::move(records_);
}

}  // namespace eligo::records
