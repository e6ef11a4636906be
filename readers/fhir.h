// FHIR R4 -> Records.
//
// Reads a Bundle, a folder of Bundles, NDJSON with one Bundle or one resource a line, Bulk Data folders (one NDJSON
// per resource type), single resources; plain or gzip. One pass over the input; a resource whose patient or medication
// comes later is kept aside and read at the end. What is read and what is not: docs/fhir.md.
//
// What is void (entered-in-error, cancelled, draft, proposal, not-done) is silence. What cannot be read is one line in
// the report and skipped; the rest goes on. Lines name file, resource and element, never a value.
// Tested by test/readers/fhir_*_test.cc.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "records/records.h"
#include "terms/terms.h"

namespace eligo::readers {

struct FhirOptions {
  // Of timestamps without an offset. Their day is the day as written; the zone is stated in results, no day moves by it.
  std::string timezone = "UTC";
};

struct ReadReport {
  // One line each, in reading order: `file:line: Observation/123: effectiveDateTime: is no date; resource skipped`.
  // Not empty means that something was not read as it stands: the exit status says so unless --keep-going.
  std::vector<std::string> errors;
  // What a person may want to know and nothing to mend: patients replaced by others, duplicates.
  std::vector<std::string> notes;
  int patients = 0;
  int resources = 0;          // resources met, of any type
  int read = 0;               // those that could say something about a patient and were understood
  int skipped_resources = 0;  // each stands in `errors`, or is one of the "more like it" there
  int skipped_files = 0;      // files, and lines of NDJSON, that are no JSON
  int void_resources = 0;     // entered in error, cancelled, not done, ...
  int duplicates = 0;         // the same resource again: the first is kept
};

// Error when `path` cannot be read at all or no Patient is in it; the report is filled in either case.
Result<records::Records> ReadFhir(const std::string& path, const terms::Terms& terms, const FhirOptions& options, ReadReport& report);

// The same for one text in memory: a Bundle, a resource, or one of these a line. `name` stands in the report's lines.
Result<records::Records> ReadFhirText(const std::string& name, std::string text, const terms::Terms& terms, const FhirOptions& options,
                                      ReadReport& report);

}  // namespace eligo::readers
