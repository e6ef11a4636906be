// Reading: protocol texts -> what they mean, stage by stage.
//
//   document --outline--> source --parse--> syntax --bind--> logic; all of them --lint--> diagnostics
//
// A .eligo file has logic from the start (pipeline/language.h). Never fails: what a text says wrongly stands in the diagnostics. Does no
// I/O.
#pragma once

#include <string>
#include <vector>

#include "pipeline/options.h"
#include "report/reading.h"
#include "terms/terms.h"

namespace eligo::pipeline {

using Reading = report::Reading;

Reading Read(source::Document document, const terms::Terms& terms, Stage last = Stage::kBind);
// In parallel; the order of the result is that of the documents.
std::vector<Reading> Read(std::vector<source::Document> documents, const terms::Terms& terms, Stage last = Stage::kBind);

}  // namespace eligo::pipeline
