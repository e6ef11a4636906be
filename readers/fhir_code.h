// Codes and names of FHIR -> concepts.
//
// By code first (Terms knows the hierarchy of ICD-10-CM), by normalised name last: the concept's text, then the displays.
// A name must match whole, with two exceptions (Names below). What an instrument's name adds is never passed over:
// "SLEDAI-2K alopecia item" and "SLEDAI-2K, clinical" are not SLEDAI-2K.
// Tested by test/readers/fhir_code_test.cc.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "readers/fhir_json.h"
#include "terms/terms.h"

namespace eligo::readers {

struct Coding {
  std::string system;  // as in Terms ("LOINC"), else the URL as given
  std::string code, display;
};

// A CodeableConcept, copied out of the JSON.
struct Codeable {
  std::vector<Coding> codings;
  std::string text;

  bool empty() const { return codings.empty() && text.empty(); }
  // The code in a system, "" when there is none.
  std::string_view CodeIn(std::string_view system) const;
  // What a person would read: the text, else the first display, else the first code.
  std::string_view Label() const;
};

Codeable ReadCodeable(const Node& node);
Coding ReadCoding(const Node& node);
// "http://loinc.org", "urn:oid:2.16.840.1.113883.6.1" -> "LOINC"; what is not known stays as it is.
std::string_view SystemName(std::string_view url);
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

struct Mapped {
  struct Found {
    terms::ConceptId concept_id;
    std::string by;  // "code LOINC 718-7", "name"
  };
  std::vector<Found> found;  // each concept once
};

class Mapper {
 public:
  explicit Mapper(const terms::Terms& terms) : terms_(terms) {}

  Mapped Map(const Codeable& code, Kinds kinds, Names names = Names::kWhole);
  const terms::Terms& terms() const { return terms_; }

 private:
  using Concepts = std::vector<terms::ConceptId>;
  const Concepts& ByCode(std::string_view system, std::string_view code);
  const Concepts& ByName(std::string_view name, Kinds kinds, Names names);
  Concepts Whole(std::string_view name, Kinds kinds) const;
  Concepts Ingredients(std::string_view name) const;
  Concepts ResultName(std::string_view name, Kinds kinds) const;

  const terms::Terms& terms_;
  std::unordered_map<std::string, Concepts> codes_, names_;
};

}  // namespace eligo::readers
