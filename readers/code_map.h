// Codes and names, of any format -> concepts.
//
// By code first, then by hierarchy (of ICD-10-CM, which stands in the code; of others where the record brings it), by
// normalised name last: the text, then the displays. Every row says by which.
// A name must match whole, with two exceptions (Names below). What an instrument's name adds is never passed over:
// "SLEDAI-2K alopecia item" and "SLEDAI-2K, clinical" are not SLEDAI-2K.
// Tested by test/readers/code_map_test.cc.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "terms/terms.h"

namespace eligo::readers {

struct Coding {
  std::string system;  // as in Terms ("LOINC"), else as given: a URL, a vocabulary
  std::string code, display;
  bool guessed = false;  // the system is seen in the code's shape; the record does not name it
};

// What a record says that it is about: codes of one thing in several systems, and words.
struct Codeable {
  std::vector<Coding> codings;
  std::string text;
  std::vector<Coding> above = {};  // the nearest known ones above, where the record brings the hierarchy of its codes

  bool empty() const { return codings.empty() && text.empty(); }
  // The code in a system, "" when there is none.
  std::string_view CodeIn(std::string_view system) const;
  // What a person would read: the text, else the first display, else the first code.
  std::string_view Label() const;
};

// A code in the spelling Terms knows: ICD codes in capitals, without the dagger and asterisk of the international edition.
std::string TidyCode(std::string_view system, std::string_view code);
// For coverage counts: the name, or the last part of a URL.
std::string ShortSystem(std::string_view system);

// Kinds that a name may mean. A code may mean any kind.
class Kinds {
 public:
  constexpr Kinds(std::initializer_list<terms::Kind> kinds) {
    for (const terms::Kind kind : kinds) bits_ |= 1u << static_cast<unsigned>(kind);
  }
  constexpr bool Has(terms::Kind kind) const { return (bits_ >> static_cast<unsigned>(kind) & 1u) != 0; }
  constexpr unsigned bits() const { return bits_; }

 private:
  unsigned bits_ = 0;
};

// What a name may mean, by what kind of record bears it; one for every format.
inline constexpr Kinds kConditionKinds{terms::Kind::kCondition, terms::Kind::kObservation, terms::Kind::kItem, terms::Kind::kProcedure};
inline constexpr Kinds kProcedureKinds{terms::Kind::kProcedure, terms::Kind::kCondition, terms::Kind::kObservation, terms::Kind::kDrug};
inline constexpr Kinds kAllergyKinds{terms::Kind::kDrug, terms::Kind::kCondition, terms::Kind::kObservation};
inline constexpr Kinds kDrugKinds{terms::Kind::kDrug};
inline constexpr Kinds kResultKinds{terms::Kind::kMeasurement, terms::Kind::kScore,     terms::Kind::kItem,
                                    terms::Kind::kObservation, terms::Kind::kCondition, terms::Kind::kDemographic};

enum class Names : std::uint8_t {
  kWhole,
  kProducts,  // searched for ingredients: "predniSONE 5 MG Oral Tablet"
  kResults    // words that every result may bear are passed over: "MMT-8 total score (0-150)", "Creatinine, serum"
};

struct Mapped {
  struct Found {
    terms::ConceptId concept_id;
    std::string by;  // "code LOINC 718-7", "hierarchy ICD10CM M32.10 under M32", "source value LOINC 718-7", "name"
  };
  std::vector<Found> found;  // each concept once
};

class Vocabulary;

class Mapper {
 public:
  // `vocabulary` speaks where terms do not know a code or a name; it may be absent, and must outlive the mapper.
  explicit Mapper(const terms::Terms& terms, const Vocabulary* vocabulary = nullptr) : terms_(terms), vocabulary_(vocabulary) {}

  Mapped Map(const Codeable& code, Kinds kinds, Names names = Names::kWhole);
  const terms::Terms& terms() const { return terms_; }

 private:
  using Concepts = std::vector<terms::ConceptId>;
  const Concepts& ByCode(std::string_view system, std::string_view code);
  const Concepts& ByName(std::string_view name, Kinds kinds, Names names);
  std::string ByWhat(const Coding& coding, terms::ConceptId id) const;
  Concepts Whole(std::string_view name, Kinds kinds) const;
  Concepts Ingredients(std::string_view name) const;
  Concepts ResultName(std::string_view name, Kinds kinds) const;

  const terms::Terms& terms_;
  const Vocabulary* vocabulary_;
  std::unordered_map<std::string, Concepts> codes_, names_;
};

}  // namespace eligo::readers
