// Patients: records from where they are. What DATA is, FHIR or OMOP or MEDS or a store, is told by its content. `only`: the id or source of
// the one patient who is asked for, "" for all; a store reads little else, every other source everybody.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "readers/fhir.h"
#include "records/records.h"
#include "terms/concept_set.h"

namespace eligo::readers {

// Makes ready on another thread what reading `path` needs whatever is asked for. To be held until the records are read.
std::shared_ptr<const void> ReadyToRead(const std::string& path);

Result<Done> ReadPatients(const std::string& path, const terms::Terms& terms, const FhirOptions& options, records::EventSink& sink,
                          ReadReport& report, std::string_view only = {});

// As Records, with the rows of the concepts in `needed` alone; of all when it is nothing.
Result<records::Records> ReadPatients(const std::string& path, const terms::Terms& terms, const FhirOptions& options, ReadReport& report,
                                      std::optional<terms::ConceptSet> needed = std::nullopt, std::string_view only = {});

}  // namespace eligo::readers
