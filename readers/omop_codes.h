// OmopCodes: what a concept id of OMOP stands for, and what a row's concept, source concept and source value mean to terms.
//
// The vocabulary that comes with the data is read as far as the data needs it: a first pass collects the ids that rows bear, then
// CONCEPT gives their vocabulary, code and name, CONCEPT_ANCESTOR the nearest concepts above them that terms knows, and DRUG_STRENGTH
// what a piece or a millilitre of the drugs among them holds.
// Tested by test/readers/omop_codes_test.cc.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "readers/code_map.h"
#include "readers/fhir_dose.h"
#include "readers/omop_input.h"
#include "readers/omop_strength.h"
#include "readers/reporter.h"

namespace eligo::readers {

// What DRUG_STRENGTH and a drug's names say of the product: each is read once, not once a row.
struct OmopProduct {
  std::optional<Strength> strength;  // where all that have one agree
  records::Route route = records::Route::kUnstated;
  bool combination = false;  // no dose is any one ingredient's
  bool pieces = false;       // tablets or capsules
  bool boxed = false;        // a quantity may count boxes
  bool vaccine = false;
};

struct OmopCode {
  Codeable code;
  records::CodeId id;
  std::string name;   // for people and for strengths: of the source concept, else of the concept, else the source value
  bool kept = false;  // what EventSink says of it
  bool known = false;
  bool trial = false;  // of an observation: taking part in a trial
  OmopProduct product;
};

class OmopCodes {
 public:
  OmopCodes(const terms::Terms& terms, records::EventSink& sink);

  // Columns of `table` whose ids will be asked for. `placed`: concepts of rows, for which the hierarchy is wanted.
  struct Use {
    std::string table;
    std::vector<std::string> columns;
    std::vector<std::string> placed;
    bool drugs = false;  // the concepts of rows are drugs, whose strengths are wanted
  };
  // An error when a file cannot be read to its end. Absent vocabulary is a note; `skipped` takes lines of it that are none.
  Result<Done> Load(OmopInput& input, const std::vector<Use>& uses, Reporter& reporter, const tables::Table::Skipped& skipped);

  // Valid until the next call.
  const OmopCode& Find(Bearer bearer, std::int64_t concept_id, std::int64_t source_concept, std::string_view source_value);
  // One concept of the vocabulary as vocabulary, code and name; empty when CONCEPT does not have it.
  const Coding& Of(std::int64_t concept_id) const;

 private:
  using Ids = std::unordered_set<std::int64_t>;
  // Ids that the data bear.
  struct Used {
    Ids all, placed, drugs;
  };
  Result<Done> Collect(OmopInput& input, const Use& use, Used& used);
  Result<Done> LoadConcepts(OmopInput& input, const Ids& wanted, const tables::Table::Skipped& skipped);
  Result<Done> LoadHierarchy(OmopInput& input, const Ids& placed, const tables::Table::Skipped& skipped);
  bool KnownByCode(std::int64_t concept_id) const;
  // By its code, or by a name that terms has for taking part in a trial.
  bool IsTrial(const OmopCode& code) const;

  const terms::Terms& terms_;
  records::EventSink& sink_;
  std::optional<terms::ConceptId> trial_;
  std::unordered_map<std::int64_t, Coding> concepts_;
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> above_;  // nearest known concepts above
  OmopStrengths strengths_;
  // What Find() is asked; `value` of the table's cell while it is looked for, then of the entry.
  struct Key {
    Bearer bearer;
    std::int64_t concept_id, source_concept;
    std::string_view value;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  struct Entry {
    std::string value;
    OmopCode code;
  };
  std::unordered_map<Key, std::unique_ptr<Entry>, KeyHash> cache_;
};

// A vocabulary_id under the name that terms uses.
std::string SystemOfVocabulary(std::string_view vocabulary);

// Leaves rows out whose `column` is none of `ids`, where the table can: a vocabulary has millions of rows, of which few are wanted.
Result<Done> KeepIds(tables::Table& table, const std::string& column, const std::unordered_set<std::int64_t>& ids);

// The whole number of a cell, by the place of its column; 0 for none, nothing for what is no number.
std::optional<std::int64_t> IdOf(const tables::Table& table, std::size_t column);
// The whole number in a text, also written `8507.0`; 0 for none, nothing for what is no number.
std::optional<std::int64_t> ReadId(std::string_view cell);

}  // namespace eligo::readers
