// Procedures: events, also when the record holds them as drugs (transfusions, cell products) or as a state after them.
//
//   field        honoured as
//   concept      any member of the class
//   window       the event's days share one with the window; without a window: ever; an anchor alone: within the validity
//                of a result before it, an older event being unknown
//   pick         any, first, latest
//   state        severity as recorded; "major", "minor" and the like are unknown for a recorded procedure
//   method, route, category, alone: unknown for a recorded procedure
//   cause        what it was for: unknown for a recorded procedure, unless the cause is ruled out
//   other_than   a concept; the index disease is unknown for a recorded procedure
//   except       removes rows: concept, state, category, cause, window
//   times        how many, each `apart` from the one before; one a day, unless times of day tell them apart
//   requires     judged by judge.cc
//
// Silence is presumed absence. Tested by test/match/procedure.txt.
#include <algorithm>

#include <fmt/format.h>

#include "match/findings.h"
#include "match/phrase.h"
#include "match/record_row.h"
#include "match/times.h"

namespace eligo::match {
namespace {

using records::Domain;
using records::Row;

constexpr Fields kHonoured = kStateField | kCategoryField | kScaleField | kMethodField | kRouteField | kCauseField | kOtherThanField |
                             kExceptField | kTimesField | kAloneField | kRequiredField | kPickField | kWindowField;

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

Truth WhenOf(const Row& row, const TimeSpan& span, const Subject& subject, const terms::Concept& c, std::string& unsure) {
  const std::string_view label = c.label;
  const DateInterval start = KnownDays(row.start, subject.known_by());
  DateInterval end = start;
  if (row.ongoing) end = On(subject.as_of());
  if (row.end && row.domain != Domain::kCondition) end = *row.end;
  if (end.last < start.last) end = start;
  Truth truth = Truth::kFalse;
  if (span.in_hours) {
    truth = OverlapsHours(start, row.minute, end, span);
  } else if (span.mode == TimeSpan::Mode::kNow && span.stated) {
    truth = Overlaps(start, end, Add(span.anchor, -subject.run.settings.validity), span.anchor);
    if (truth == Truth::kFalse && start.first <= span.anchor) {
      unsure = Told(subject, "whether an earlier {} counts: the text does not say when", label);
      return Truth::kUnknown;
    }
  } else {
    const Begin from = span.mode == TimeSpan::Mode::kNow ? Begin{kDawn, kDawn} : BeginFor(span, c);
    const Begin to = EndFor(span, c);
    truth = Overlaps(start, end, from.surely, to.surely);
    // Cells and devices have no half-life on file: what lies between the two windows is unknown (3.10).
    if (truth == Truth::kFalse && Overlaps(start, end, from.perhaps, to.perhaps) != Truth::kFalse) {
      unsure = Told(subject, "the half-life of {}", c.label);
      return Truth::kUnknown;
    }
  }
  if (truth == Truth::kUnknown) unsure = Told(subject, "the day of the {}", label);
  return truth;
}

}  // namespace

LeafResult JudgeProcedure(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (auto refused = Guard(fact, kHonoured)) return *refused;
  if (fact->pick == logic::Pick::kAll || fact->pick == logic::Pick::kLowest || fact->pick == logic::Pick::kHighest)
    return Unknown(fmt::format("which {} the text means ({})", Name(fact, subject), logic::ToString(*fact->pick)));
  Findings findings(subject);
  std::vector<Happened> all;
  for (const terms::ConceptId id : fact.ToLookUp()) {
    const std::string_view label = subject.Concept(id).label;
    for (const Row& row : subject.Rows(id)) {
      if (!IsEvent(row) || !Exists(row, subject.known_by())) continue;
      if (row.standing == records::Standing::kRefuted) {
        if (id == *fact.concept_id) findings.Deny(row, id);
        continue;
      }
      std::string unsure;
      Truth truth = WhenOf(row, span, subject, subject.Concept(id), unsure);
      if (truth != Truth::kFalse) {
        if (!fact->state.empty()) truth = And(truth, StateOf({row, id}, fact->state, false, subject, unsure));
        if (!fact.except.empty()) truth = And(truth, Not(Excepted({row, id}, fact, subject, unsure)));
        if (!fact->method.empty()) {
          if (unsure.empty()) unsure = Told(subject, "how the {} was done ({})", label, Join(fact->method, " or "));
          truth = And(truth, Truth::kUnknown);
        }
        if (fact->cause) truth = And(truth, GivenFor({row, id}, fact, subject, unsure));
        if (!fact->other_than.empty()) truth = And(truth, OtherThan({row, id}, *fact, subject, unsure));
        if (fact.Has(kRouteField | kCategoryField | kAloneField)) {
          if (unsure.empty())
            unsure = Told(subject, "what the text asks of the {} ({})", label,
                          NamesOf(fact.fields & (kRouteField | kCategoryField | kAloneField)));
          truth = And(truth, Truth::kUnknown);
        }
        if (row.standing == records::Standing::kProvisional) {
          unsure = Told(subject, "whether the {} took place", label);
          truth = And(truth, Truth::kUnknown);
        }
        if (row.domain == Domain::kNote) {
          unsure = Told(subject, "mentioned in a note only: a person must confirm the {}", label);
          truth = And(truth, Truth::kUnknown);
        }
      }
      if (truth != Truth::kFalse) all.push_back({KnownDays(row.start, subject.known_by()), row.minute, truth});
      findings.Add(row, id, Both(truth), std::move(unsure));
    }
  }
  const bool closed =
      subject.Closed(logic::About::kProcedure) || (fact->about == logic::About::kDrug && subject.Closed(logic::About::kDrug));
  const std::string when = span.mode == TimeSpan::Mode::kNow && !span.stated ? "up to " + ToString(span.anchor) : ToString(span);
  LeafResult result = findings.Conclude({true, closed}, Name(fact, subject), when);
  if (fact->times) {
    const Counted counted = Count(std::move(all), fact->times->apart);
    result.truth = CountHolds(counted, *fact->times, true, closed);
    result.says = Told(subject, "{} recorded {} time{} {}", Name(fact, subject), counted.least, counted.least == 1 ? "" : "s", when);
    result.missing = Known(result.truth.strict) ? "" : fmt::format("whether there were more {} {}", Name(fact, subject), when);
  }
  return result;
}

}  // namespace eligo::match
