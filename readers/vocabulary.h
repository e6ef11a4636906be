// Vocabulary: what a download of OHDSI's vocabularies (Athena) adds to terms: which codes stand below those that terms knows, and by what
// other names these go.
//
// A site fetches it under its own licences and names its folder; nothing of it is shipped. CONCEPT is needed, CONCEPT_ANCESTOR gives the
// hierarchy, CONCEPT_SYNONYM the names; each is read once or twice from end to end, and only what leads to a concept of terms is kept.
// Terms win: a code or a name that they know is never looked for here. Results are not placed by the hierarchy: "glucose in urine" stands
// below "glucose", and is not it.
// Tested by test/readers/vocabulary_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "readers/code_map.h"
#include "tables/table.h"

namespace eligo::readers {

class Vocabulary {
 public:
  // An error when CONCEPT is not there, or a table cannot be read to its end. `skipped` takes lines that are none.
  static Result<Vocabulary> Load(const std::string& folder, const terms::Terms& terms, const tables::Table::Skipped& skipped);

  // The nearest codes above this one that terms knows; a code with another known one between is not said.
  std::vector<Coding> Above(std::string_view system, std::string_view code) const;
  // The concepts that a name means, folded; none when its codes disagree.
  std::span<const terms::ConceptId> Named(std::string_view folded) const;

  std::size_t codes() const { return above_.size(); }
  std::size_t names() const { return names_.size(); }

 private:
  struct Run {
    std::uint32_t begin = 0, end = 0;  // in known_above_
  };
  std::vector<Coding> known_;                   // codes of the download that terms knows
  std::vector<std::uint32_t> known_above_;      // places in known_
  std::unordered_map<std::string, Run> above_;  // SYSTEM|CODE
  std::unordered_map<std::string, std::vector<terms::ConceptId>> names_;
};

}  // namespace eligo::readers
