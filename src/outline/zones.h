// Zones: what each row is for: criteria, headings of several kinds, or the page around them.
//
// A text with headings has its criteria below them; what stands before the first one is page, unless the text has only an
// exclusion heading. Without any heading the lists are the criteria, read as inclusion. A page's own headings ("Trial
// design", "Contacts") end the criteria. Nothing is left out: what is no criterion becomes a header.
// Tested by test/outline/pages.txt and test/outline/headers.txt.
#pragma once

#include <vector>

#include "outline/cohort.h"
#include "outline/row.h"
#include "source/protocol.h"

namespace eligo::outline {

enum class Role : char {
  kItem,     // an entry or paragraph of criteria
  kSection,  // opens a section
  kCohort,   // opens a cohort's list
  kList,     // introduces or interrupts a list
  kMore,     // says that there are criteria elsewhere
  kNone,     // says that a section has no criteria
  kField,    // a field of a page that is a criterion: "Ages", with its value in the next row
  kValue,    // that value
  kPage,
};

struct Zone {
  Role role = Role::kPage;
  source::Kind kind = source::Kind::kInclusion;
  bool assumed = false;                 // no heading says the kind
  bool opens = false;                   // a title that its list needs: "Life expectancy", then "at least 3 months"
  std::optional<CohortHeading> cohort;  // of kCohort, and of a kSection that names one
};

struct Zones {
  std::vector<Zone> rows;  // one a row
  bool has_inclusion = false, has_exclusion = false;
  bool foreign = false;  // a heading in another language
};

Zones FindZones(View text, const std::vector<Row>& rows, const CohortReader& cohorts);

}  // namespace eligo::outline
