#include "records/records.h"

#include <algorithm>
#include <numeric>

#include "base/result.h"

namespace eligo::records {
SplitSource Split(std::string_view source) {
  // Eighteen digits fit; a number with a nought before it would be printed as another.
  std::size_t digits = 0;
  while (digits < source.size() && digits < 18 && source[source.size() - 1 - digits] >= '0' && source[source.size() - 1 - digits] <= '9')
    ++digits;
  while (digits > 1 && source[source.size() - digits] == '0') --digits;
  if (digits == 0) return {source, Source::kNone};
  SplitSource split{source.substr(0, source.size() - digits), 0};
  for (const char c : source.substr(source.size() - digits)) split.number = split.number * 10 + static_cast<std::uint64_t>(c - '0');
  return split;
}

bool Records::Has(terms::ConceptId concept_id, PatientIndex patient) const {
  CHECK(patient < patients_.size());
  const Timeline* timeline = Find(concept_id);
  return timeline != nullptr && timeline->Has(patient);
}

bool Records::HasAny(terms::ConceptId concept_id) const { return Find(concept_id) != nullptr; }

const Timeline* Records::Find(terms::ConceptId concept_id) const {
  CHECK(!only_ || only_->Has(concept_id));
  return concept_id.value < timelines_.size() ? timelines_[concept_id.value].get() : nullptr;
}

void Records::Read(terms::ConceptId concept_id, PatientIndex patient, std::vector<Row>& rows) const {
  if (Has(concept_id, patient)) Find(concept_id)->Read(patient, rows);
}

std::vector<Row> Records::Rows(terms::ConceptId concept_id, PatientIndex patient) const {
  std::vector<Row> rows;
  Read(concept_id, patient, rows);
  return rows;
}

std::string Records::Text(const Source& source) const {
  std::string text = strings_[source.text];
  if (source.number != Source::kNone) text += std::to_string(source.number);
  return text;
}

std::size_t Records::row_count() const {
  std::size_t count = 0;
  for (const auto& timeline : timelines_) count += timeline ? timeline->size() : 0;
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
  if (const auto known = interned_.find(text); known != interned_.end()) return known->second;
  const auto id = static_cast<StringId>(records_.strings_.size());
  interned_.emplace(records_.strings_.emplace_back(text), id);
  return id;
}

Source RecordsBuilder::SourceOf(std::string_view text) {
  const SplitSource split = Split(text);
  return {Intern(split.text), split.number};
}

void RecordsBuilder::Add(terms::ConceptId concept_id, const Row& row) {
  CHECK(row.patient < records_.patients_.size());
  timelines_[concept_id.value].Add(row);
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

  for (auto& [concept_id, timeline] : timelines_) {
    if (concept_id >= records_.timelines_.size()) records_.timelines_.resize(concept_id + 1);
    records_.timelines_[concept_id] = std::make_unique<const Timeline>(timeline.Finish(renumbered, records_.strings_));
  }
  timelines_.clear();
  interned_.clear();
  by_id_.clear();
  return std::move(records_);
}

}  // namespace eligo::records
