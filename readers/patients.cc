#include "readers/patients.h"

#include "readers/meds.h"
#include "readers/omop.h"

namespace eligo::readers {

Result<records::Records> ReadPatients(const std::string& path, const terms::Terms& terms, const FhirOptions& options, ReadReport& report) {
  if (IsOmop(path)) return ReadOmop(path, terms, report, options.vocabulary);
  if (IsMeds(path)) return ReadMeds(path, terms, report, options.vocabulary);
  return ReadFhir(path, terms, options, report);
}

}  // namespace eligo::readers
