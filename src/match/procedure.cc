// Procedures: events, also when the record holds them as drugs (transfusions, cell products) or as a state after them.
//
//   field        honoured as
//   concept      any member of the class
//   window       the event's days share one with the window; without a window: ever; an anchor alone: within the validity
//                of a result before it, an older event being unknown
//   pick         any, first, latest
//   state        severity as recorded; "major", "minor" and the like are unknown for a recorded procedure
//   method       unknown for a recorded procedure
//   except       removes rows: concept, state, category
//   times        how many; `apart`: not computed
//   requires     judged by judge.cc
//
// Silence is presumed absence. Tested by test/match/procedure.txt.
#include <algorithm>

#include <fmt/format.h>

#include "match/findings.h"
#include "match/phrase.h"
#include "match/record_row.h"
#include "match/result.h"

namespace eligo::match {
namespace {

using records::Domain;
using records::Row;

constexpr Fields kHonoured = kStateField | kMethodField | kExceptField | kTimesField | kRequiredField | kPickField | kWindowField;

bool IsEvent(const Row& row) {
  switch (row.domain) {
    case Domain::kProcedure:
    case Domain::kDrug:
    case Domain::kImmunization:
    case Domain::kCondition:
    case Domain::kNote: return true;
    case Domain::kObservation: return row.answer == records::Answer::kPositive;
    case Domain::kAllergy:
    case Domain::kTrial:
    case Domain::kConsent:
    case Domain::kUnsaid: return false;
  }
  return false;
}

Truth WhenOf(const Row& row, const TimeSpan& span, const Subject& subject, std::string_view label, std::string& unsure) {
  const DateInterval start = KnownDays(row.start, subject.known_by());
  DateInterval end = start;
  if (row.ongoing) end = On(subject.as_of());
  if (row.end && row.domain != Domain::kCondition) end = *row.end;
  if (end.last < start.last) end = start;
  Truth truth = Truth::kFalse;
  if (span.in_hours) {
    truth = Within(start, row.minute, span);
  } else if (span.mode == TimeSpan::Mode::kNow && span.stated) {
    truth = Overlaps(start, end, Add(span.anchor, -subject.run.settings.validity), span.anchor);
    if (truth == Truth::kFalse && start.first <= span.anchor) {
      unsure = fmt::format("whether an earlier {} counts: the text does not say when", label);
      return Truth::kUnknown;
    }
  } else {
    truth = Overlaps(start, end, span.mode == TimeSpan::Mode::kNow ? kDawn : span.first, span.last);
  }
  if (truth == Truth::kUnknown) unsure = fmt::format("the day of the {}", label);
  return truth;
}

}  // namespace

LeafResult JudgeProcedure(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (auto refused = Guard(fact, kHonoured)) return *refused;
  if (span.half_lives > 0 || fact->pick == logic::Pick::kAll || fact->pick == logic::Pick::kLowest || fact->pick == logic::Pick::kHighest) {
    return Unknown(fmt::format("{}this window of a procedure", kNotComputed));
  }
  if (fact->times && fact->times->apart) return Unknown(fmt::format("{}times apart", kNotComputed));
  Findings findings(subject);
  int sure = 0;
  int perhaps = 0;
  for (const terms::ConceptId id : fact.closure) {
    const std::string_view label = subject.Concept(id).label;
    for (const Row& row : subject.Rows(id)) {
      if (!IsEvent(row) || !Exists(row, subject.known_by())) continue;
      if (row.standing == records::Standing::kRefuted) {
        if (id == *fact.concept_id) findings.Deny(row, id);
        continue;
      }
      std::string unsure;
      Truth truth = WhenOf(row, span, subject, label, unsure);
      if (truth != Truth::kFalse) {
        if (!fact->state.empty()) truth = And(truth, StateOf({row, id}, fact->state, false, subject, unsure));
        if (!fact.except.empty()) truth = And(truth, Not(Excepted({row, id}, fact, subject, unsure)));
        if (!fact->method.empty()) {
          if (unsure.empty()) unsure = fmt::format("how the {} was done ({})", label, Join(fact->method, " or "));
          truth = And(truth, Truth::kUnknown);
        }
        if (row.standing == records::Standing::kProvisional) {
          unsure = fmt::format("whether the {} took place", label);
          truth = And(truth, Truth::kUnknown);
        }
        if (row.domain == Domain::kNote) {
          unsure = fmt::format("mentioned in a note only: a person must confirm the {}", label);
          truth = And(truth, Truth::kUnknown);
        }
      }
      sure += truth == Truth::kTrue ? 1 : 0;
      perhaps += truth != Truth::kFalse ? 1 : 0;
      findings.Add(row, id, Both(truth), std::move(unsure));
    }
  }
  const bool closed =
      subject.Closed(logic::About::kProcedure) || (fact->about == logic::About::kDrug && subject.Closed(logic::About::kDrug));
  const std::string when = span.mode == TimeSpan::Mode::kNow && !span.stated ? "up to " + ToString(span.anchor) : ToString(span);
  LeafResult result = findings.Conclude({true, closed}, Name(fact, subject), when);
  if (fact->times) {
    // What is on record is the least there was; presumed, it is all.
    records::Number least;
    least.low = sure;
    records::Number recorded = least;
    recorded.high = perhaps;
    if (closed) least = recorded;
    const auto& t = *fact->times;
    result.truth = {CompareNumber(least, t.op, t.value, {}), CompareNumber(recorded, t.op, t.value, {})};
    result.says = fmt::format("{} recorded {} time{} {}", Name(fact, subject), sure, sure == 1 ? "" : "s", when);
    result.missing = Known(result.truth.strict) ? "" : fmt::format("whether there were more {} {}", Name(fact, subject), when);
  }
  return result;
}

}  // namespace eligo::match
