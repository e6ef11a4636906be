// Coding and CodeableConcept of FHIR.
// Tested by test/readers/fhir_resources_test.cc.
#pragma once

#include <string_view>

#include "readers/code_map.h"
#include "readers/fhir_json.h"

namespace eligo::readers {

Codeable ReadCodeable(const Node& node);
Coding ReadCoding(const Node& node);
// "http://loinc.org", "urn:oid:2.16.840.1.113883.6.1" -> "LOINC"; what is not known stays as it is.
std::string_view SystemName(std::string_view url);

}  // namespace eligo::readers
