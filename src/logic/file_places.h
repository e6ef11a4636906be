// FilePlaces: where the lines of a .eligo file stand that are no node of logic, so that a formatter can put comments back.
#pragma once

#include <string>
#include <vector>

#include "logic/print.h"
#include "logic/protocol.h"
#include "terms/terms.h"

namespace eligo::logic {

struct CriterionPlaces {
  int heading = 0;
  std::vector<int> text;  // a line each
};

struct FilePlaces {
  int version = 0, title = 0, id = 0, source = 0, no_inclusion = 0, no_exclusion = 0;
  std::vector<int> cohorts;
  std::vector<CriterionPlaces> criteria;
};

// `places` may be null: every place is 0. An empty line has the place -1.
std::vector<PrintedLine> FileLines(const Protocol& protocol, const FilePlaces* places, const terms::Terms& terms);

// ParseFile, with the places; unread leaves then have the span of their line, so that nodes stand in the order of their spans.
Protocol ParseFilePlaces(const source::Document& document, const terms::Terms& terms, Diagnostics& diagnostics, FilePlaces& places);

}  // namespace eligo::logic
