// Heading: does a line, or the middle of one, open a section of criteria?
//
// A heading is recognised by its words ("inclusion", "exclusion", "eligibility", beside "criteria" and words that only
// qualify), not by its layout: headings come in capitals, bold, behind bullets and numbers, in the middle of a line, with
// and without a colon. A sentence that speaks of criteria ("other exclusion criteria may apply") is none.
// Tested by test/outline/parts_test.cc and test/outline/headings.txt.
#pragma once

#include <optional>
#include <vector>

#include "base/span.h"
#include "outline/text.h"

namespace eligo::outline {

enum class HeadingKind : char {
  kInclusion,
  kExclusion,
  kEligibility,  // both, or undecided: "Eligibility Criteria", "Inclusion/Exclusion Criteria"
  kWithdrawal,   // when a participant leaves the trial: no criteria of entry
};

struct Heading {
  HeadingKind kind = HeadingKind::kEligibility;
  Span span;             // its words, with the colon; what follows on the line is content
  Span label;            // whom it is for: "(Cohort A)", "for caregivers", "Donor"; may be empty
  bool foreign = false;  // in another language than English
};

// A heading at the begin of the span, perhaps behind a bullet, a number, `#` or `**`.
std::optional<Heading> ReadHeading(View text, Span span);

// Places inside the span, not at its begin, where a heading starts in running text: "... consent. Exclusion Criteria: ...".
std::vector<int> FindInnerHeadings(View text, Span span);

}  // namespace eligo::outline
