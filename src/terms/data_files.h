// DataFiles: reads the text files of data/terms into rows.
//
// A folder a source; in each, any of the files below. Tab-separated UTF-8, `#` starts a comment line, the first other
// line names the columns. What cannot be read becomes an error `file:line: what was seen; what to do`, and reading goes on,
// so that one run shows every error.
//
//   concepts.tsv        id, kind, label, flags, unit, test_of
//   names.tsv           concept, names                       names separated by "; "
//   classes.tsv         class, members                       ids separated by "; "
//   codes.tsv           concept, system, code, display, source
//   analytes.tsv        concept, molar_mass, low, high, certainty, source
//   glucocorticoids.tsv concept, mg_equal_to_5_mg_prednisone, certainty, source
//   readings.tsv        concept, scale, context             words separated by "; "
//   half_lives.tsv      concept, low, high, unit, certainty, source
// Tested by test/terms/compile_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "terms/terms.h"
#include "units/rational.h"

namespace eligo::terms {

struct Place {
  std::string file;
  int line = 0;
};

struct ConceptRow {
  Place place;
  std::string id, label, unit, test_of;
  Kind kind = Kind::kCondition;
  std::uint32_t flags = 0;  // image::Flag
};

struct NameRow {
  Place place;
  std::string concept_id;
  std::vector<std::string> names;
};

struct ClassRow {
  Place place;
  std::string class_id;
  std::vector<std::string> members;
};

struct CodeRow {
  Place place;
  std::string concept_id, system, code, source;
};

// A row of analytes.tsv, glucocorticoids.tsv or half_lives.tsv: the facts that it gives.
struct FactRow {
  Place place;
  std::string concept_id, certainty;  // certainty with its source, "" for analytes
  std::optional<units::Rational> molar_mass, low, high, prednisone_factor, half_life_days;
};

struct ReadingRow {
  Place place;
  std::string concept_id, scale;
  std::vector<std::string> context;
};

struct TermsData {
  std::vector<ConceptRow> concepts;
  std::vector<NameRow> names;
  std::vector<ClassRow> classes;
  std::vector<CodeRow> codes;
  std::vector<FactRow> facts;
  std::vector<ReadingRow> readings;
};

std::string ErrorAt(const Place& place, const std::string& message);

// Reads every source folder inside `folder`, in the order of their names, and appends to `data`.
void ReadTermsFolder(const std::string& folder, TermsData& data, std::vector<std::string>& errors);

}  // namespace eligo::terms
