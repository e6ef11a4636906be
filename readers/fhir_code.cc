#include "readers/fhir_code.h"

#include <array>
#include <cstdint>

namespace eligo::readers {
namespace {

struct System {
  std::string_view url, name;
};

constexpr System kSystems[] = {
    {"http://loinc.org", "LOINC"},
    {"urn:oid:2.16.840.1.113883.6.1", "LOINC"},
    {"http://snomed.info/sct", "SNOMED"},
    {"urn:oid:2.16.840.1.113883.6.96", "SNOMED"},
    {"http://hl7.org/fhir/sid/icd-10-cm", "ICD10CM"},
    {"urn:oid:2.16.840.1.113883.6.90", "ICD10CM"},
    // The international edition shares the categories that concepts are mapped by.
    {"http://hl7.org/fhir/sid/icd-10", "ICD10CM"},
    {"urn:oid:2.16.840.1.113883.6.3", "ICD10CM"},
    {"http://fhir.de/CodeSystem/bfarm/icd-10-gm", "ICD10CM"},
    {"http://fhir.de/CodeSystem/dimdi/icd-10-gm", "ICD10CM"},
    {"http://www.nlm.nih.gov/research/umls/rxnorm", "RxNorm"},
    {"urn:oid:2.16.840.1.113883.6.88", "RxNorm"},
    {"http://hl7.org/fhir/sid/cvx", "CVX"},
    {"urn:oid:2.16.840.1.113883.12.292", "CVX"},
};

// Adds the value of an element that is a text or absent; false when it is another thing.
bool AppendText(simdjson::dom::element value, std::string& key) {
  std::string_view text;
  if (!value.is_null() && value.get_string().get(text) != simdjson::SUCCESS) return false;
  const auto size = static_cast<std::uint32_t>(text.size());
  // Lengths first: no text can look like the end of another.
  key.append({static_cast<char>(size), static_cast<char>(size >> 8), static_cast<char>(size >> 16), static_cast<char>(size >> 24)});
  key.append(text);
  return true;
}

// Adds these elements of an object, in this order, whatever theirs.
template <std::size_t kCount>
bool AppendTexts(simdjson::dom::object object, const std::array<std::string_view, kCount>& names, std::string& key) {
  std::array<simdjson::dom::element, kCount> values;
  std::array<bool, kCount> found{};
  for (const auto& [name, value] : object) {
    for (std::size_t i = 0; i < kCount; ++i) {
      if (!IsSame(name, names[i])) continue;
      values[i] = value;
      found[i] = true;
      break;
    }
  }
  for (std::size_t i = 0; i < kCount; ++i) {
    if (!found[i]) {
      key.append(4, '\0');
    } else if (!AppendText(values[i], key)) {
      return false;
    }
  }
  return true;
}

// Adds what is equal for equal CodeableConcepts and for no others; false when it is none as FHIR has them.
bool AppendJson(simdjson::dom::element node, std::string& key) {
  simdjson::dom::object concept_object;
  if (node.get_object().get(concept_object) != simdjson::SUCCESS) return false;
  if (!AppendTexts<1>(concept_object, {"text"}, key)) return false;
  simdjson::dom::element codings;
  if (concept_object.at_key("coding").get(codings) != simdjson::SUCCESS || codings.is_null()) return true;
  simdjson::dom::array list;
  if (codings.get_array().get(list) != simdjson::SUCCESS) return false;
  for (const simdjson::dom::element item : list) {
    if (item.is_null()) continue;
    simdjson::dom::object coding;
    if (item.get_object().get(coding) != simdjson::SUCCESS) return false;
    if (!AppendTexts<3>(coding, {"system", "code", "display"}, key)) return false;
  }
  return true;
}

}  // namespace

std::string_view SystemName(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  for (const System& system : kSystems) {
    if (url == system.url) return system.name;
  }
  // SNOMED CT editions append their module: http://snomed.info/sct/731000124108.
  if (url.starts_with("http://snomed.info/sct/")) return "SNOMED";
  return url;
}

Coding ReadCoding(const Node& node) {
  Coding coding;
  coding.system = SystemName(node["system"].Text());
  coding.code = TidyCode(coding.system, node["code"].Text());
  coding.display = node["display"].Text();
  return coding;
}

Codeable ReadCodeable(const Node& node) {
  Codeable codeable;
  if (!node.present()) return codeable;
  for (const Node& coding : node["coding"].Items()) codeable.codings.push_back(ReadCoding(coding));
  codeable.text = node["text"].Text();
  return codeable;
}

KnownCode& CodeCache::Keep(Map& map, const std::string& key, KnownCode& code) {
  bytes_ += key.size() + 64;
  map.emplace(key, &code);
  return code;
}

KnownCode& CodeCache::Of(const Codeable& code, Bearer bearer) {
  key_.clear();
  records::AppendKey(code, bearer, key_);
  if (const auto known = by_code_.find(key_); known != by_code_.end()) return *known->second;
  bytes_ += sizeof(KnownCode) + key_.size();
  return Keep(by_code_, key_, codes_.emplace_back(KnownCode{code, bearer, judge_(code, bearer), std::nullopt}));
}

KnownCode& CodeCache::Of(const Node& concept_node, Bearer bearer) {
  if (!concept_node.present()) return Of(Codeable(), bearer);
  key_.assign(1, static_cast<char>(bearer));
  // What is wrong with it is told by reading it.
  if (!AppendJson(concept_node.element(), key_)) return Of(ReadCodeable(concept_node), bearer);
  if (const auto known = by_json_.find(key_); known != by_json_.end()) return *known->second;
  const std::string key = key_;
  return Keep(by_json_, key, Of(ReadCodeable(concept_node), bearer));
}

KnownCode& CodeCache::OfComponent(const Node& concept_node, terms::ConceptId instrument, Mapper& mapper, Bearer bearer) {
  const auto read = [&]() -> KnownCode& { return Of(mapper.Component(ReadCodeable(concept_node), instrument), bearer); };
  if (!concept_node.present()) return read();
  key_ = std::to_string(instrument.value) + static_cast<char>(bearer);  // no other key begins with a digit
  if (!AppendJson(concept_node.element(), key_)) return read();
  if (const auto known = by_json_.find(key_); known != by_json_.end()) return *known->second;
  const std::string key = key_;
  return Keep(by_json_, key, read());
}

}  // namespace eligo::readers
