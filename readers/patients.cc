#include "readers/patients.h"

#include <utility>

#include "readers/meds.h"
#include "readers/omop.h"
#include "readers/record_sink.h"
#include "readers/store.h"

namespace eligo::readers {

Result<Done> ReadPatients(const std::string& path, const terms::Terms& terms, const FhirOptions& options, records::EventSink& sink,
                          ReadReport& report) {
  if (IsStore(path)) return ReadStore(path, sink, report);
  if (IsOmop(path)) return ReadOmop(path, terms, sink, report);
  if (IsMeds(path)) return ReadMeds(path, sink, report);
  return ReadFhir(path, terms, options, sink, report);
}

Result<records::Records> ReadPatients(const std::string& path, const terms::Terms& terms, const FhirOptions& options, ReadReport& report,
                                      std::optional<terms::ConceptSet> needed) {
  RecordSink sink(terms, std::move(needed), options.vocabulary);
  const Result<Done> read = ReadPatients(path, terms, options, sink, report);
  if (!read.ok()) return Error{read.error()};
  return sink.Finish();
}

}  // namespace eligo::readers
