#include "match/leaf.h"

#include <algorithm>

namespace eligo::match {

std::span<const records::Row> SubjectRows::Of(const records::Records& records, terms::ConceptId id, records::PatientIndex patient) {
  if (looked_up_ != nullptr && looked_up_->known != nullptr) {
    const auto& known = *looked_up_->known;
    looked_up_->beyond = looked_up_->beyond || (!std::binary_search(known.begin(), known.end(), id) && records.HasAny(id));
  } else if (looked_up_ != nullptr) {
    std::vector<terms::ConceptId>& all = looked_up_->concepts;
    if (records.HasAny(id) && std::find(all.begin(), all.end(), id) == all.end()) all.push_back(id);
  }
  if (silent_) return {};
  if (!records.Has(id, patient)) return {};
  Ask(id);
  const auto [at, added] = rows_.try_emplace(id.value);
  if (added) records.Read(id, patient, at->second);
  return at->second;
}

}  // namespace eligo::match
