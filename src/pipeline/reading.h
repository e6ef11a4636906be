// Reading: protocol texts -> what they mean, stage by stage.
//
//   document --outline--> source --parse--> syntax --bind--> logic; all of them --lint--> diagnostics
//
// A .eligo file has logic from the start (pipeline/language.h). Never fails: what a text says wrongly stands in the diagnostics. Does no
// I/O.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "pipeline/options.h"
#include "report/reading.h"
#include "terms/terms.h"

namespace eligo::lint {
class Speller;
}

namespace eligo::pipeline {

using Reading = report::Reading;

// Reads protocols up to one stage. Threads may share it.
class Reader {
 public:
  explicit Reader(const terms::Terms& terms, Stage last = Stage::kBind);
  Reading Read(source::Document document) const;

 private:
  const terms::Terms& terms_;
  Stage last_;
  std::shared_ptr<const lint::Speller> speller_;  // for lint only
};

Reading Read(source::Document document, const terms::Terms& terms, Stage last = Stage::kBind);
// To be screened for or compared, so with the hash of each. In parallel; the order of the result is that of the documents.
std::vector<Reading> Read(std::vector<source::Document> documents, const terms::Terms& terms, Stage last = Stage::kBind);

// Takes documents from `next` until there are none, and does `work` on them in parallel. What `work` returns is done in the order of the
// documents, one after the other; when that returns false the rest is left out. A few documents are under way at a time, so that memory
// does not grow with their number.
void InOrder(const std::function<std::optional<source::Document>()>& next,
             const std::function<std::function<bool()>(source::Document)>& work);

}  // namespace eligo::pipeline
