#include "readers/patients.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "readers/meds.h"
#include "readers/omop.h"
#include "readers/record_sink.h"
#include "readers/store.h"
#include "tables/database.h"

namespace eligo::readers {

std::shared_ptr<const void> ReadyToRead(const std::string& path) {
  return IsStore(path) || IsMeds(path) ? std::make_shared<const tables::OpeningAhead>() : nullptr;
}

Result<Done> ReadPatients(const std::string& path, const terms::Terms& terms, const FhirOptions& options, records::EventSink& sink,
                          ReadReport& report, std::string_view only) {
  // libpq's other way of writing an address. Never shown: a password may stand in it.
  std::error_code error;
  const bool address = path.find("host=") != std::string::npos || path.find("dbname=") != std::string::npos;
  if (address && !std::filesystem::exists(path, error))
    return Error{"an address of a server is written postgresql://USER@HOST/DATABASE; see docs/omop.md"};
  if (IsStore(path)) return ReadStore(path, terms.version(), only, sink, report);
  if (IsOmop(path)) return ReadOmop(path, terms, sink, report);
  if (IsMeds(path)) return ReadMeds(path, sink, report);
  return ReadFhir(path, terms, options, sink, report);
}

Result<records::Records> ReadPatients(const std::string& path, const terms::Terms& terms, const FhirOptions& options, ReadReport& report,
                                      std::optional<terms::ConceptSet> needed, std::string_view only) {
  RecordSink sink(terms, std::move(needed), options.vocabulary);
  const Result<Done> read = ReadPatients(path, terms, options, sink, report, only);
  if (!read.ok()) return Error{read.error()};
  return sink.Finish();
}

}  // namespace eligo::readers
