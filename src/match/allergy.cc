// Allergies and intolerances.
//
//   field        honoured as
//   concept      any member of the class of substances
//   state        severity or criticality as recorded ("severe", "life-threatening")
//   category     a grade at the row; unknown when none is recorded (scale only names it)
//   except       removes rows: concept, state, category
//   window, pick an allergy is kept once had: recorded before the anchor; a look-back window is not computed
//
// Silence is presumed absence. Tested by test/match/allergy.txt.
#include <fmt/format.h>

#include "match/findings.h"
#include "match/phrase.h"
#include "match/record_row.h"

namespace eligo::match {
namespace {
constexpr Fields kHonoured = kStateField | kCategoryField | kScaleField | kExceptField | kPickField | kWindowField;
}  // namespace

LeafResult JudgeAllergy(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (auto refused = Guard(fact, kHonoured)) return *refused;
  if (span.mode == TimeSpan::Mode::kBetween) return Unknown(fmt::format("{}a look-back window of an allergy", kNotComputed));
  Findings findings(subject, "allergy to ");
  for (const terms::ConceptId id : fact.closure) {
    const std::string_view label = subject.Concept(id).label;
    for (const records::Row& row : subject.Rows(id)) {
      if ((row.domain != records::Domain::kAllergy && row.domain != records::Domain::kNote) || !Exists(row, subject.known_by())) continue;
      if (row.standing == records::Standing::kRefuted) {
        if (id == *fact.concept_id) findings.Deny(row, id);
        continue;
      }
      std::string unsure;
      Truth truth = row.start && row.start->first > span.last ? Truth::kFalse : Truth::kTrue;
      if (!fact->state.empty()) truth = And(truth, StateOf({row, id}, fact->state, false, subject, unsure));
      if (!fact->category.empty()) truth = And(truth, CategoryOf({row, id}, *fact, subject, unsure));
      if (!fact.except.empty()) truth = And(truth, Not(Excepted({row, id}, fact, subject, unsure)));
      if (row.standing == records::Standing::kProvisional || row.domain == records::Domain::kNote) {
        unsure = row.domain == records::Domain::kNote
                     ? fmt::format("mentioned in a note only: a person must confirm the allergy to {}", label)
                     : fmt::format("whether the allergy to {} is confirmed", label);
        truth = And(truth, Truth::kUnknown);
      }
      findings.Add(row, id, Both(truth), std::move(unsure));
    }
  }
  return findings.Conclude({true, subject.Closed(logic::About::kAllergy)}, "allergy to " + Name(fact, subject),
                           "up to " + ToString(span.last));
}

}  // namespace eligo::match
