// Inputs: what both commands read: the terms and the protocols.
#pragma once

#include <functional>
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

// As pipeline::InOrder, on the protocols that `paths` name. What could not be read is named on standard error at the end.
struct Worked {
  int documents = 0;
  int skipped = 0;
};
Worked WorkInOrder(const std::vector<std::string>& paths, const std::function<std::function<bool()>(source::Document)>& work);

// Takes out the .eligo files with mistakes, whose logic is not what a person meant, and counts them; each mistake is told.
int RemoveMistaken(std::vector<pipeline::Reading>& readings);

// Names on standard error each reading that holds no criterion, and counts them.
int ComplainOfEmpty(const std::vector<pipeline::Reading>& readings);
void ComplainOfEmpty(const std::string& path);

}  // namespace eligo::cli
