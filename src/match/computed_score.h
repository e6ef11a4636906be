// ComputedScore: a score judged by its items, where no total is on record or the items say more than it.
//
// The total is an interval; what is asked of it is true, false, or unknown with the items that would settle it (contract section 4.7).
//
//   on record                                   judged by
//   a total, no items of its day                the total
//   a total and items of its day that agree     the total
//   a total and items of its day that do not    unknown where their verdicts differ; both are shown
//   items of a later day than the total         the items; where they leave it open, the total counts as an old one does: presumed
//   items, no total                             the items
//   of a part ("clinical"): the whole's total   the total less what its other items may give
//   nothing but signs                           presumed, by what results and conditions show
//
// Tested by test/match/instruments.txt.
#pragma once

#include <optional>

#include "match/assessment.h"
#include "match/window.h"

namespace eligo::match {

struct ComputedScore {
  Reading reading;
  std::optional<Date> day;  // of the assessment; nothing for criteria that look back on all days
  bool stale = false;
  bool answered = false;  // an item itself was recorded, or a whole's total
  EvidenceList evidence;
  std::string says, missing;
};

// Nothing when there is nothing to compute from, or for facts that ask for something else than the latest total. `after`: the day of
// the stored total; only items of later days are looked at, and no signs.
std::optional<ComputedScore> ComputeScore(const PreparedFact& fact, const Subject& subject, const TimeSpan& span,
                                          std::optional<Date> after);

// Whether items of the instrument are on record up to the end of the window.
bool HasItems(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);
// Whether items of some day of the window make what the fact asks, or may: unknown where they do, false where they do not.
Reading EarlierItems(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);

// A stored total against the items of its day: what is wrong, "" when they agree or there are none. `reading` is what the total came
// to, and becomes unknown where the items say otherwise.
std::string Contradiction(const PreparedFact& fact, const Subject& subject, const records::Row& total, Reading& reading,
                          EvidenceList& evidence);

}  // namespace eligo::match
