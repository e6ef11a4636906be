// Inputs: what every command opens and reads: the terms, the output, the protocols.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/cli/messages.h"
#include "pipeline/reading.h"
#include "writers/output.h"

namespace eligo::cli {

// Of `paths`, one may be compiled terms (else terms.bin in the folder of the running program); the others are files of a site, over it.
Result<terms::Terms> OpenTerms(const std::vector<std::string>& paths);
// A .yaml or .yml file.
bool IsSiteFile(const std::string& path);

struct Opened {
  terms::Terms terms;
  writers::Output output;
};
// What a command cannot do without. Nothing when one cannot be opened: that was told, and `status` is the command's.
std::optional<Opened> Open(const std::vector<std::string>& terms, const std::string& out, ExitCode& status);

// Whether two names are of one file, there or not; "" names none.
bool SameFile(const std::string& a, const std::string& b);

// Puts the output in place; kNoOutput, and told, when it could not be written.
ExitCode Close(writers::Output& output);

struct Protocols {
  std::vector<source::Document> documents;  // in the order given, folders sorted by name
  int skipped = 0;                          // files that could not be read; each was named on standard error
};
Protocols ReadProtocols(const std::vector<std::string>& paths);

// As pipeline::InOrder, on the protocols that `paths` name. What could not be read is named on standard error at the end.
struct Worked {
  int documents = 0;
  int skipped = 0;
};
Worked WorkInOrder(const std::vector<std::string>& paths, const std::function<std::function<bool()>(source::Document)>& work);
// Told when the paths named neither a protocol nor a file that is none.
bool FoundNone(std::size_t documents, int skipped);

// Takes out the .eligo files with mistakes, whose logic is not what a person meant, and counts them; each mistake is told.
int RemoveMistaken(std::vector<pipeline::Reading>& readings);

// Names on standard error each reading that holds no criterion, and counts them.
int ComplainOfEmpty(const std::vector<pipeline::Reading>& readings);
// Protocols read as far as their logic, those without a criterion or with mistakes of the criteria language told and left out.
struct Judging {
  std::vector<pipeline::Reading> readings;
  int skipped = 0;
};
// Nothing, told, when none is left; `purpose` is what they were wanted for: "to screen for".
std::optional<Judging> ReadToJudge(const std::vector<std::string>& paths, const terms::Terms& terms, std::string_view purpose);
void ComplainOfEmpty(const std::string& path);

}  // namespace eligo::cli
