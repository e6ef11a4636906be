#include "pipeline/reading.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>

#include "bind/bind.h"
#include "lint/lint.h"
#include "logic/number.h"
#include "outline/outline.h"
#include "parse/parse.h"
#include "pipeline/language.h"

namespace eligo::pipeline {

Reader::Reader(const terms::Terms& terms, Stage last) : terms_(terms), last_(last) {
  if (last == Stage::kLint) speller_ = std::make_shared<const lint::Speller>(terms);
}

Reading Reader::Read(source::Document document) const {
  Reading reading;
  if (IsLanguage(document)) {
    reading = ReadLanguage(std::move(document), terms_);
  } else {
    reading.source = outline::Outline(std::move(document), terms_, reading.diagnostics);
    if (last_ != Stage::kOutline) {
      reading.syntax = parse::Parse(reading.source, terms_);
      if (last_ != Stage::kParse) reading.logic = bind::Bind(*reading.syntax, reading.source, terms_, reading.diagnostics);
      if (speller_ != nullptr) lint::Lint(reading.source, *reading.syntax, *reading.logic, terms_, *speller_, reading.diagnostics);
    }
  }
  // Reading order; what concerns the whole text (an empty span) comes first.
  std::stable_sort(reading.diagnostics.begin(), reading.diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::pair(!a.span.empty(), a.span.begin) < std::pair(!b.span.empty(), b.span.begin);
  });
  return reading;
}

Reading Read(source::Document document, const terms::Terms& terms, Stage last) { return Reader(terms, last).Read(std::move(document)); }

std::vector<Reading> Read(std::vector<source::Document> documents, const terms::Terms& terms, Stage last) {
  std::vector<Reading> readings(documents.size());
  const Reader reader(terms, last);
  tbb::parallel_for(std::size_t{0}, documents.size(), [&](std::size_t i) {
    readings[i] = reader.Read(std::move(documents[i]));
    if (readings[i].logic) readings[i].logic->hash = logic::HashOf(*readings[i].logic, terms);
  });
  return readings;
}

void InOrder(const std::function<std::optional<source::Document>()>& next,
             const std::function<std::function<bool()>(source::Document)>& work) {
  using Document = std::shared_ptr<source::Document>;
  using Rest = std::function<bool()>;
  std::atomic<bool> going = true;
  const auto take = [&](tbb::flow_control& control) -> Document {
    std::optional<source::Document> document = going ? next() : std::nullopt;
    if (document) return std::make_shared<source::Document>(std::move(*document));
    control.stop();
    return nullptr;
  };
  const std::size_t under_way = 4 * static_cast<std::size_t>(tbb::info::default_concurrency());
  tbb::parallel_pipeline(under_way,
                         tbb::make_filter<void, Document>(tbb::filter_mode::serial_in_order, take) &
                             tbb::make_filter<Document, Rest>(tbb::filter_mode::parallel,
                                                              [&](const Document& document) { return work(std::move(*document)); }) &
                             tbb::make_filter<Rest, void>(tbb::filter_mode::serial_in_order, [&](const Rest& rest) {
                               if (going && !rest()) going = false;
                             }));
}

}  // namespace eligo::pipeline
