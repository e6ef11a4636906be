// DefaultRange: the project's reference range for a result that brings none, by the patient's sex and age (contract section 3.13).
//
// Sex or age may be known in part: then every range that may apply is asked, and they must agree. Who stands in no range has no
// default. Used in the presumed reading only; who uses it says so.
// Tested by test/match/measurement.txt.
#pragma once

#include <functional>

#include "match/leaf.h"

namespace eligo::match {

Truth ByDefaultRange(const Subject& subject, const terms::Concept& analyte, const records::Row& row,
                     const std::function<Truth(const terms::ReferenceRange&)>& judge);

}  // namespace eligo::match
