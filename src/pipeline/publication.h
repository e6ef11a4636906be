// Publication: a protocol read -> its logic in another language, ready to print. Does no I/O.
#pragma once

#include <string>
#include <vector>

#include "pipeline/print.h"
#include "pipeline/reading.h"
#include "terms/terms.h"

namespace eligo::pipeline {

struct Publication {
  std::string text;                   // the library
  std::string value_sets;             // the codes that it names, JSON
  std::vector<std::string> left_out;  // "exc-2: exc-2.1: `dose`": a criterion that the language cannot say, and why
  std::size_t written = 0;            // criteria that it says
};

// As a CQL library (publish/publish.h). The reading must have been bound.
Publication PublishAsCql(const Reading& reading, const terms::Terms& terms);

}  // namespace eligo::pipeline
