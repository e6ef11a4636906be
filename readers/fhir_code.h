// Codes and names of FHIR -> concepts.
//
// By code first (Terms knows the hierarchy of ICD-10-CM), by normalised name last: the concept's text, then the displays.
// A drug's product name ("predniSONE 5 MG Oral Tablet") is searched for ingredients; every other name must match whole.
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

  // `ingredients`: names are product names that may hold drugs; a whole name is tried first.
  Mapped Map(const Codeable& code, Kinds kinds, bool ingredients = false);
  const terms::Terms& terms() const { return terms_; }

 private:
  using Concepts = std::vector<terms::ConceptId>;
  const Concepts& ByCode(std::string_view system, std::string_view code);
  const Concepts& ByName(std::string_view name, Kinds kinds, bool ingredients);
  Concepts Ingredients(std::string_view name) const;

  const terms::Terms& terms_;
  std::unordered_map<std::string, Concepts> codes_, names_;
};

}  // namespace eligo::readers
