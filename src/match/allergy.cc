// Allergies and intolerances.
//
//   field        honoured as
//   concept      any member of the class of substances
//   state        severity or criticality as recorded ("severe", "life-threatening")
//   category     a grade at the row; unknown when none is recorded (scale only names it)
//   except       removes rows: concept, state, category
//   route, method unknown for a recorded allergy
//   distinct     how many substances of the class
//   window, pick an allergy is kept once had: recorded before the anchor; in a look-back window one from before it may have shown itself
//
// Silence is presumed absence. Tested by test/match/allergy.txt.
#include <algorithm>

#include <fmt/format.h>

#include "match/findings.h"
#include "match/phrase.h"
#include "match/record_row.h"
#include "match/times.h"

namespace eligo::match {
namespace {
constexpr Fields kHonoured =
    kStateField | kCategoryField | kScaleField | kRouteField | kMethodField | kExceptField | kDistinctField | kPickField | kWindowField;
}  // namespace

LeafResult JudgeAllergy(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (auto refused = Guard(fact, kHonoured)) return *refused;
  if (fact->pick == logic::Pick::kAll || fact->pick == logic::Pick::kLowest || fact->pick == logic::Pick::kHighest || span.half_lives > 0 ||
      span.to_half_lives > 0) {
    return Unknown(fmt::format("which allergy to {} the text means", Name(fact, subject)));
  }
  Findings findings(subject, "allergy to ");
  std::vector<terms::ConceptId> sure;
  std::vector<terms::ConceptId> perhaps;
  for (const terms::ConceptId id : fact.ToLookUp()) {
    const std::string_view label = subject.Concept(id).label;
    for (const records::Row& row : subject.Rows(id)) {
      if ((row.domain != records::Domain::kAllergy && row.domain != records::Domain::kNote) || !Exists(row, subject.known_by())) continue;
      if (row.standing == records::Standing::kRefuted) {
        if (id == *fact.concept_id) findings.Deny(row, id);
        continue;
      }
      std::string unsure;
      const DateInterval since = KnownDays(row.start, subject.known_by());
      // One without a day is an old one.
      Truth truth = !row.start || since.last <= span.last ? Truth::kTrue : since.first > span.last ? Truth::kFalse : Truth::kUnknown;
      if (truth == Truth::kUnknown) unsure = Told(subject, "since when the allergy to {} is known", label);
      if (span.mode == TimeSpan::Mode::kBetween && truth == Truth::kTrue) {
        // Known from before, it may have shown itself in that time.
        truth = Or(Within(since, row.minute, span), Truth::kUnknown);
        if (truth == Truth::kUnknown) unsure = Told(subject, "whether the allergy to {} showed itself {}", label, ToString(span));
      }
      if (!fact->state.empty()) truth = And(truth, StateOf({row, id}, fact->state, false, subject, unsure));
      if (!fact->category.empty()) truth = And(truth, CategoryOf({row, id}, *fact, subject, unsure));
      if (!fact->route.empty() || !fact->method.empty()) {
        if (unsure.empty()) unsure = Told(subject, "whether the allergy is to {} given as the text says", label);
        truth = And(truth, Truth::kUnknown);
      }
      if (!fact.except.empty()) truth = And(truth, Not(Excepted({row, id}, fact, subject, unsure)));
      if (row.standing == records::Standing::kProvisional || row.domain == records::Domain::kNote) {
        unsure = row.domain == records::Domain::kNote
                     ? fmt::format("mentioned in a note only: a person must confirm the allergy to {}", label)
                     : fmt::format("whether the allergy to {} is confirmed", label);
        truth = And(truth, Truth::kUnknown);
      }
      if (truth != Truth::kFalse) {
        (truth == Truth::kTrue ? sure : perhaps).push_back(id);
      }
      findings.Add(row, id, Both(truth), std::move(unsure));
    }
  }
  const std::string when = span.mode == TimeSpan::Mode::kBetween ? ToString(span) : "up to " + ToString(span.last);
  const bool closed = subject.Closed(logic::About::kAllergy);
  LeafResult result = findings.Conclude({true, closed}, "allergy to " + Name(fact, subject), when);
  if (fact->distinct) {
    const auto count = [](std::vector<terms::ConceptId> ids) {
      std::sort(ids.begin(), ids.end());
      return static_cast<int>(std::unique(ids.begin(), ids.end()) - ids.begin());
    };
    const int least = count(sure);
    perhaps.insert(perhaps.end(), sure.begin(), sure.end());
    result.truth = CountHolds({least, count(perhaps)}, *fact->distinct, true, closed);
    result.says = Told(subject, "allergy to {} of {} on record", least, Name(fact, subject));
    result.missing = Known(result.truth.strict) ? "" : fmt::format("to which {} the patient is allergic", Name(fact, subject));
  }
  return result;
}

}  // namespace eligo::match
