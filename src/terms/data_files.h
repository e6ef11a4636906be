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
//   analytes.tsv        concept, molar_mass, sex, age_from, age_to, low, high, certainty, source
//   glucocorticoids.tsv concept, mg_equal_to_5_mg_prednisone, certainty, source
//   mechanisms.tsv      concept, mechanism, certainty, source
//   readings.tsv        concept, scale, context             words separated by "; "
//   half_lives.tsv      concept, low, high, unit, certainty, source
// Tested by test/terms/compile_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
  bool named = false;       // its names are all in `names`; else the label is one too
};

struct NameRow {
  Place place;
  std::string concept_id;
  std::vector<std::string> names;
  bool folded = false;  // already
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
  std::optional<units::Rational> molar_mass, prednisone_factor, half_life_days;
};

// The range of a row of analytes.tsv.
struct RangeRow {
  Place place;
  std::string concept_id, certainty;
  RangeSex sex = RangeSex::kAny;
  int age_from = 0, age_to = ReferenceRange::kNoLimit;
  std::optional<units::Rational> low, high;
};

struct MechanismRow {
  Place place;
  std::string concept_id, mechanism;  // with certainty and source
};

struct ReadingRow {
  Place place;
  std::string concept_id, scale;
  std::vector<std::string> context;
  bool folded = false;
};

struct TermsData {
  std::vector<ConceptRow> concepts;
  std::vector<NameRow> names;
  std::vector<ClassRow> classes;
  std::vector<CodeRow> codes;
  std::vector<FactRow> facts;
  std::vector<RangeRow> ranges;
  std::vector<ReadingRow> readings;
  std::vector<MechanismRow> mechanisms;
};

std::string ErrorAt(const Place& place, const std::string& message);
bool ValidUtf8(std::string_view text);

// What a concept of such an id, kind, flags and unit is told; "" when it is sound. Fills row.kind and row.flags.
std::string ReadConceptFields(ConceptRow& row, const std::string& kind, const std::vector<std::string>& flags);
// Likewise of the numbers of a range: "" for none. Fills it.
struct RangeFields {
  std::string sex, age_from, age_to, low, high;
};
std::string ReadRangeFields(RangeRow& row, const RangeFields& fields);
// Likewise of a decimal number above `above`.
std::string ReadNumber(std::optional<units::Rational>& number, const std::string& text, units::Rational above);

// Reads every source folder inside `folder`, in the order of their names, and appends to `data`.
void ReadTermsFolder(const std::string& folder, TermsData& data, std::vector<std::string>& errors);

}  // namespace eligo::terms
