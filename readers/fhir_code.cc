#include "readers/fhir_code.h"

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

}  // namespace eligo::readers
