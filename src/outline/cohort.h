// Cohort: does a line say for whom the items after it are?
//
// "For Systemic Sclerosis (SSc):", "Cohort 2", "(Part A)", "Control group (Group C):", "For All Participants:". A disease
// makes a cohort when trials enrol for it (terms: index_disease), or when several such lines stand in one text; women,
// men and patients "with" something are conditions of an item, not cohorts.
// Tested by test/outline/cohorts.txt.
#pragma once

#include <optional>
#include <vector>

#include "base/span.h"
#include "outline/text.h"
#include "source/protocol.h"
#include "terms/terms.h"

namespace eligo::outline {

struct CohortHeading {
  Span label;
  bool everyone = false;  // "For all participants": a cohort ends here
  bool sure = true;       // else a cohort only if the text has another such line
  bool numbered = false;  // "Cohort 2", "Control group": the protocol's own parts, not a disease
};

class CohortReader {
 public:
  CohortReader(View text, const terms::Terms& terms) : text_(text), terms_(terms) {}

  // A whole line (without its marker) as a cohort's heading.
  std::optional<CohortHeading> Read(Span span, bool marked) const;
  // The label of a section's heading: "Inclusion Criteria (Cohort A)", "Donor Inclusion Criteria".
  std::optional<CohortHeading> ReadSectionLabel(Span label) const;

  // The cohort of this label. Cohorts with one id are one: "IIM cohort" and "Idiopathic Inflammatory Myopathy (IIM)".
  source::Cohort Make(Span label) const;

 private:
  std::optional<terms::ConceptId> Condition(Span label) const;
  bool NamesIndexDisease(Span label) const;

  View text_;
  const terms::Terms& terms_;
};

}  // namespace eligo::outline
