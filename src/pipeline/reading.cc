#include "pipeline/reading.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <tbb/parallel_for.h>

#include "bind/bind.h"
#include "lint/lint.h"
#include "outline/outline.h"
#include "parse/parse.h"
#include "pipeline/language.h"

namespace eligo::pipeline {

namespace {

// `speller` is needed for lint only.
Reading ReadOne(source::Document document, const terms::Terms& terms, Stage last, const lint::Speller* speller) {
  Reading reading;
  if (IsLanguage(document)) {
    reading = ReadLanguage(std::move(document), terms);
  } else {
    reading.source = outline::Outline(std::move(document), terms, reading.diagnostics);
    if (last != Stage::kOutline) {
      reading.syntax = parse::Parse(reading.source, terms);
      if (last != Stage::kParse) reading.logic = bind::Bind(*reading.syntax, reading.source, terms, reading.diagnostics);
      if (speller != nullptr) lint::Lint(reading.source, *reading.syntax, *reading.logic, terms, *speller, reading.diagnostics);
    }
  }
  // Reading order; what concerns the whole text (an empty span) comes first.
  std::stable_sort(reading.diagnostics.begin(), reading.diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::pair(!a.span.empty(), a.span.begin) < std::pair(!b.span.empty(), b.span.begin);
  });
  return reading;
}

}  // namespace

Reading Read(source::Document document, const terms::Terms& terms, Stage last) {
  std::vector<source::Document> documents;
  documents.push_back(std::move(document));
  return std::move(Read(std::move(documents), terms, last).front());
}

std::vector<Reading> Read(std::vector<source::Document> documents, const terms::Terms& terms, Stage last) {
  std::vector<Reading> readings(documents.size());
  std::optional<lint::Speller> speller;
  if (last == Stage::kLint) speller.emplace(terms);
  tbb::parallel_for(std::size_t{0}, documents.size(),
                    [&](std::size_t i) { readings[i] = ReadOne(std::move(documents[i]), terms, last, speller ? &*speller : nullptr); });
  return readings;
}

}  // namespace eligo::pipeline
