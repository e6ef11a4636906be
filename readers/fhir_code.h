// Coding and CodeableConcept of FHIR, and the codes that a reading thread has met.
// Tested by test/readers/fhir_resources_test.cc.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "readers/code_map.h"
#include "readers/fhir_json.h"

namespace eligo::readers {

Codeable ReadCodeable(const Node& node);
Coding ReadCoding(const Node& node);
// "http://loinc.org", "urn:oid:2.16.840.1.113883.6.1" -> "LOINC"; what is not known stays as it is.
std::string_view SystemName(std::string_view url);

// A code as one thread met it. What it is to the sink is the commit's alone; no reader touches that.
struct KnownCode {
  Codeable code;
  Bearer bearer;
  records::Worth worth;
  std::optional<records::CodeId> in_sink;
  // Which instrument it is, of the code of an observation with components: asked once.
  std::optional<std::optional<terms::ConceptId>> instrument = std::nullopt;
};

// The codes that one thread met, each judged once. They stay where they are as long as the cache lives.
class CodeCache {
 public:
  explicit CodeCache(records::EventSink::Judge judge) : judge_(std::move(judge)) {}

  KnownCode& Of(const Codeable& code, Bearer bearer);
  // Of a CodeableConcept as it stands: what came before is found by its bytes, without a Codeable.
  KnownCode& Of(const Node& concept_node, Bearer bearer);
  // Of a component of an instrument's observation, as Mapper::Component() names it.
  KnownCode& OfComponent(const Node& concept_node, terms::ConceptId instrument, Mapper& mapper, Bearer bearer);
  // Free text must not let it grow: a full one is to be replaced by a new one.
  bool full() const { return bytes_ > kMostBytes; }

 private:
  static constexpr std::size_t kMostBytes = std::size_t{4} << 20;
  using Map = std::unordered_map<std::string, KnownCode*>;
  KnownCode& Keep(Map& map, const std::string& key, KnownCode& code);

  records::EventSink::Judge judge_;
  std::deque<KnownCode> codes_;
  Map by_code_, by_json_;
  std::string key_;
  std::size_t bytes_ = 0;
};

}  // namespace eligo::readers
