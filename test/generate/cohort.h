// Cohort: generated histories, and formatted shards, for the tests of this folder.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "generate/generate.h"
#include "history/catalogue.h"
#include "pipeline/generation.h"
#include "terms/terms.h"
#include "test/cli/program.h"
#include "writers/fhir_history.h"

namespace eligo::generate::test {

inline const Date kAsOf = FromCivil({2026, 6, 1});

inline std::vector<history::History> Cohort(std::uint64_t patients, const DirtRates& dirt = NoDirt(), std::uint64_t seed = 1) {
  std::vector<history::History> cohort(patients);
  for (std::uint64_t i = 0; i < patients; ++i) Generate({seed, kAsOf, dirt}, i + 1, cohort[i]);
  return cohort;
}

// The program's terms, compiled at build.
inline const terms::Terms& Terms() {
  static const terms::Terms terms = std::move(terms::Terms::Open(ELIGO_BUILD_DIR "/terms.bin")).value();
  return terms;
}
inline const history::Catalogue& Catalogue() {
  static const history::Catalogue catalogue = std::move(history::Catalogue::Make(Terms())).value();
  return catalogue;
}

// All that `Writer` writes of a cohort, one text a file.
template <typename Writer>
std::vector<std::string> Written(const pipeline::GenerationText& text) {
  const auto generation = pipeline::ParseGeneration(text);
  EXPECT_TRUE(generation.ok());
  const Writer writer(Catalogue());
  std::vector<std::string> files(Writer::Files().size());
  pipeline::Generate(
      *generation, files.size(), [&](const history::History& history, std::vector<std::string>& pieces) { writer.Append(history, pieces); },
      [&](const std::vector<std::string>& pieces, std::uint64_t) {
        for (std::size_t i = 0; i < files.size(); ++i) files[i] += pieces[i];
        return true;
      });
  return files;
}

// The same as FHIR, as the files of `data` in a folder; those without a line are not there.
inline void WriteFhir(const cli::test::Folder& folder, const pipeline::GenerationText& text) {
  const std::vector<std::string> files = Written<writers::FhirHistory>(text), names = writers::FhirHistory::Files();
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files[i].empty()) folder.Write("data/" + names[i], files[i]);
  }
}

}  // namespace eligo::generate::test
