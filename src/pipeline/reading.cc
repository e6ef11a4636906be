#include "pipeline/reading.h"

#include <algorithm>
#include <utility>

#include <tbb/parallel_for.h>

#include "bind/bind.h"
#include "outline/outline.h"
#include "parse/parse.h"
#include "pipeline/language.h"

namespace eligo::pipeline {

Reading Read(source::Document document, const terms::Terms& terms, Stage last) {
  Reading reading;
  if (IsLanguage(document)) {
    reading = ReadLanguage(std::move(document), terms);
  } else {
    reading.source = outline::Outline(std::move(document), terms, reading.diagnostics);
    if (last != Stage::kOutline) {
      reading.syntax = parse::Parse(reading.source, terms);
      if (last != Stage::kParse) reading.logic = bind::Bind(*reading.syntax, reading.source, terms, reading.diagnostics);
    }
  }
  // Reading order; what concerns the whole text (an empty span) comes first.
  std::stable_sort(reading.diagnostics.begin(), reading.diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::pair(!a.span.empty(), a.span.begin) < std::pair(!b.span.empty(), b.span.begin);
  });
  return reading;
}

std::vector<Reading> Read(std::vector<source::Document> documents, const terms::Terms& terms, Stage last) {
  std::vector<Reading> readings(documents.size());
  tbb::parallel_for(std::size_t{0}, documents.size(), [&](std::size_t i) { readings[i] = Read(std::move(documents[i]), terms, last); });
  return readings;
}

}  // namespace eligo::pipeline
