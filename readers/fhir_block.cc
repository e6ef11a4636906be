#include "readers/fhir_block.h"

#include <utility>

namespace eligo::readers {

void FhirBlock::Clear() {
  documents.clear();
  items.clear();
  faults.clear();
  persons.clear();
  medications.clear();
  bundles.clear();
  uses.clear();
  events.clear();
  rows.clear();
  units.clear();
  words.clear();
  line_count = 0;
  blank = true;
  codes.reset();
  strings_.resize(1);
  string_ids_.clear();
}

records::StringId FhirBlock::Intern(std::string_view of) {
  if (of.empty()) return 0;
  if (const auto known = string_ids_.find(of); known != string_ids_.end()) return known->second;
  strings_.push_back({std::string(of)});
  return string_ids_.emplace(of, static_cast<records::StringId>(strings_.size() - 1)).first->second;
}

FhirBlock::Words FhirBlock::Keep(std::string_view part) {
  const Words kept{static_cast<std::uint32_t>(words.size()), static_cast<std::uint32_t>(part.size())};
  words.append(part);
  return kept;
}

FhirBlock::Parts FhirBlock::End() const {
  return {static_cast<std::uint32_t>(uses.size()), static_cast<std::uint32_t>(events.size()), static_cast<std::uint32_t>(units.size())};
}

std::uint32_t FhirBlock::Add(Problem problem, std::string name) {
  faults.push_back({std::move(problem), std::move(name)});
  return static_cast<std::uint32_t>(faults.size() - 1);
}

}  // namespace eligo::readers
