// FHIR R4 -> events.
//
// Reads a Bundle, a folder of Bundles, NDJSON with one Bundle or one resource a line, Bulk Data folders (one NDJSON
// per resource type), single resources; plain or gzip. One pass over the input, read on all cores (fhir_read.h) and committed in
// order (fhir_commit.h); a resource whose patient or medication comes later is kept aside and read at the end. What is read and what is
// not: docs/fhir.md.
//
// What is void (entered-in-error, cancelled, draft, proposal, not-done) is silence. What cannot be read is one line in
// the report and skipped; the rest goes on. Lines name file, resource and element, never a value.
// Tested by test/readers/fhir_*_test.cc.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "readers/read_report.h"
#include "records/event.h"
#include "terms/terms.h"

namespace eligo::readers {

class Vocabulary;

struct FhirOptions {
  const Vocabulary* vocabulary = nullptr;  // of any format; may be absent
  // NDJSON is read so many bytes at a time, several at once. Nothing but speed and memory depends on it.
  std::size_t block_bytes = std::size_t{1} << 20;
};

// Error when `path` cannot be read at all or no Patient is in it; the report is filled in either case.
Result<Done> ReadFhir(const std::string& path, const terms::Terms& terms, const FhirOptions& options, records::EventSink& sink,
                      ReadReport& report);

// The same for one text in memory: a Bundle, a resource, or one of these a line. `name` stands in the report's lines.
Result<Done> ReadFhirText(const std::string& name, std::string text, const terms::Terms& terms, const FhirOptions& options,
                          records::EventSink& sink, ReadReport& report);

}  // namespace eligo::readers
