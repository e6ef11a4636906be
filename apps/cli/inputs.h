// Inputs: what both commands read: the terms and the protocols.
#pragma once

#include <string>
#include <vector>

#include "pipeline/reading.h"

namespace eligo::cli {

// `path`, or terms.bin in the folder of the running program when it is "".
Result<terms::Terms> OpenTerms(const std::string& path);

struct Protocols {
  std::vector<source::Document> documents;  // in the order given, folders sorted by name
  int skipped = 0;                          // files that could not be read; each was named on standard error
};
Protocols ReadProtocols(const std::vector<std::string>& paths);

// Takes out the .eligo files with mistakes, whose logic is not what a person meant, and counts them; each mistake is told.
int RemoveMistaken(std::vector<pipeline::Reading>& readings);

// Names on standard error each reading that holds no criterion, and counts them.
int ComplainOfEmpty(const std::vector<pipeline::Reading>& readings);

}  // namespace eligo::cli
