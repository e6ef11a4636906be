// ReadReport: what became of the input, in lines and numbers.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eligo::readers {

// The first thing that is wrong with a resource or a row. No values.
struct Problem {
  std::string element;  // "effectivePeriod.start"
  std::string what;     // "is no date"
  bool once = false;    // a difference of FHIR version: told once, counted after that
  bool any() const { return !what.empty(); }
};

// Something that was not read as it stands. No values.
struct Skipped {
  std::string file;
  int line = 0;               // of NDJSON and CSV; 0 where the file is one document
  int entry = 0;              // of a Bundle; 0 elsewhere
  std::string resource;       // "Observation/123"
  std::string element, what;  // "effectiveDateTime", "is no date"
  std::string consequence;    // "resource skipped"
  // One line of JSON, without its line end: file, line, entry, resource, element, what, consequence; what is not known is left out.
  std::string ToJson() const;
};

struct ReadReport {
  // Called for each of them, also for those that `errors` only counts. The reader keeps nothing of it.
  std::function<void(const Skipped&)> on_skipped;
  // What the format calls a thing that is read or skipped: a resource, a row, an event.
  std::string noun = "resource";
  // One line each, in reading order: `file:line: Observation/123: effectiveDateTime: is no date; resource skipped`.
  // Not empty means that something was not read as it stands: the exit status says so unless --keep-going.
  std::vector<std::string> errors;
  // What a person may want to know and nothing to mend: patients replaced by others, duplicates.
  std::vector<std::string> notes;
  int patients = 0;
  int resources = 0;          // met, of any type
  int read = 0;               // those that could say something about a patient and were understood
  int skipped_resources = 0;  // each stands in `errors`, or is one of the "more like it" there
  int skipped_files = 0;      // files, and lines of NDJSON, that are no JSON
  int void_resources = 0;     // entered in error, cancelled, not done, ...
  int duplicates = 0;         // the same resource again: the first is kept
  int family_histories = 0;   // FamilyMemberHistory: about relatives

  // Empty again; who is called stays.
  void Restart(std::string_view what_it_reads) {
    auto keep = std::move(on_skipped);
    *this = {};
    on_skipped = std::move(keep);
    noun = what_it_reads;
  }
};

}  // namespace eligo::readers
