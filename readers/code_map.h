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
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "records/event.h"
#include "terms/terms.h"

namespace eligo::readers {

using records::Bearer;
using records::Codeable;
using records::Coding;

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

enum class Names : std::uint8_t {
  kWhole,
  kProducts,  // searched for ingredients: "predniSONE 5 MG Oral Tablet"
  kResults    // words that every result may bear are passed over: "MMT-8 total score (0-150)", "Creatinine, serum"
};

// How the name of a code is searched that such a record bears; one rule for every format.
Kinds KindsOf(Bearer bearer);
Names NamesOf(Bearer bearer);

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

  Mapped Map(const Codeable& code, Bearer bearer);
  Mapped Map(const Codeable& code, Kinds kinds, Names names);

  // The class of an instrument's items ("sledai_item", of every SLEDAI); nothing when terms have none.
  std::optional<terms::ConceptId> ItemClass(terms::ConceptId instrument);
  // A component of an instrument as terms name its item: "Seizure" of a SLEDAI is "SLEDAI item: Seizure", and never another
  // instrument's item. As given where terms have no class of items for the instrument.
  Codeable Component(Codeable code, terms::ConceptId instrument);

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
  std::unordered_map<std::uint32_t, std::optional<terms::ConceptId>> item_classes_;
};

}  // namespace eligo::readers
