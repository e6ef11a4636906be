// Studies: JSON of ClinicalTrials.gov's API v2 -> documents.
#pragma once

#include <string>

#include "readers/protocol.h"

namespace eligo::readers {

// A study, an array of studies, or a search's answer. `json` is padded in place.
void ReadStudies(const std::string& path, std::string& json, ProtocolFiles& files);

}  // namespace eligo::readers
