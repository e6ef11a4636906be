// CqlFunctions: the part of a CQL library that is the same in each: how FHIR R4 resources are read, how days, values and
// answers compare, what several records say together.
//
// Written after docs/fhir.md and docs/match.md, in CQL 1.5 without FHIRHelpers. A row's value is true, false or null; what the
// functions cannot read makes null, never false.
// Tested by tools/conformance_cql, which has it translated and run by others' programs.
#pragma once

#include <string_view>

namespace eligo::publish {

extern const std::string_view kCqlFunctions;

}  // namespace eligo::publish
