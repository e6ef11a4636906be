// Patients: records from where they are. What DATA is, FHIR or OMOP or MEDS, is told by its content.
#pragma once

#include <string>

#include "readers/fhir.h"

namespace eligo::readers {

Result<records::Records> ReadPatients(const std::string& path, const terms::Terms& terms, const FhirOptions& options, ReadReport& report);

}  // namespace eligo::readers
