// Patients: records from where they are. What DATA is, FHIR or OMOP or MEDS or a store, is told by its content.
#pragma once

#include <optional>
#include <string>

#include "readers/fhir.h"
#include "records/records.h"
#include "terms/concept_set.h"

namespace eligo::readers {

Result<Done> ReadPatients(const std::string& path, const terms::Terms& terms, const FhirOptions& options, records::EventSink& sink,
                          ReadReport& report);

// As Records, with the rows of the concepts in `needed` alone; of all when it is nothing.
Result<records::Records> ReadPatients(const std::string& path, const terms::Terms& terms, const FhirOptions& options, ReadReport& report,
                                      std::optional<terms::ConceptSet> needed = std::nullopt);

}  // namespace eligo::readers
