// Participation in clinical trials.
//
//   field        honoured as
//   concept      clinical_trial, or the class of drug that was tried: then a trial whose product is not recorded is unknown
//   window       the participation, to its last day, shares a day with the window; an anchor alone or nothing: still going on
//                half-lives: the product's half-life is not recorded, so what lies between the two windows is unknown (3.10)
//   other_than   this_trial: rows that name the protocol's own id do not count; a concept and what lies below it
//   except       unknown for a recorded participation
//   times, distinct how many participations: begun on several days they are several
//   pick         any, first, latest
//
// Silence is presumed absence. Tested by test/match/trial.txt.
#include <algorithm>

#include <fmt/format.h>

#include "match/findings.h"
#include "match/phrase.h"
#include "match/record_row.h"
#include "match/times.h"

namespace eligo::match {
namespace {

using records::Row;

constexpr Fields kHonoured = kOtherThanField | kExceptField | kTimesField | kDistinctField | kPickField | kWindowField;

Truth WhenOf(const Row& row, const TimeSpan& span, const terms::Concept& product, const Subject& subject, std::string& unsure) {
  const DateInterval start = KnownDays(row.start, subject.known_by());
  // Without an end the participation may have ended on any day since, unless the record says that it goes on.
  DateInterval end =
      row.ongoing ? On(std::max(subject.as_of(), span.anchor)) : DateInterval{start.first, std::max(subject.as_of(), start.first)};
  if (row.end) end = *row.end;
  if (end.last < start.last) end = start;
  if (span.in_hours) {
    const Truth truth = OverlapsHours(start, row.minute, end, span);
    if (truth == Truth::kUnknown) unsure = "the hours of the participation";
    return truth;
  }
  const Begin to = EndFor(span, product);
  if (span.to_half_lives > 0 && Overlaps(start, end, span.first, to.surely) != Overlaps(start, end, span.first, to.perhaps)) {
    unsure = Told(subject, "the half-life of the trial's product ({} of them end the window)", span.to_half_lives);
    return Truth::kUnknown;
  }
  const Truth surely = Overlaps(start, end, span.first, to.surely);
  if (surely == Truth::kTrue) return surely;
  if (span.mode == TimeSpan::Mode::kNow && !span.stated && start.first <= span.last) {
    unsure = "whether a past participation counts: the text does not say when";
    return Truth::kUnknown;
  }
  if (surely == Truth::kUnknown) unsure = "the days of the participation";
  const Begin begin = BeginFor(span, product);
  if (span.half_lives > 0 && begin.surely < span.first && Overlaps(start, end, begin.surely, span.last) == Truth::kTrue)
    return Truth::kTrue;
  if (span.half_lives > 0 && Overlaps(start, end, begin.perhaps, span.last) != Truth::kFalse) {
    unsure = Told(subject, "the half-life of the trial's product ({} of them may reach back further)", span.half_lives);
    return Truth::kUnknown;
  }
  return surely;
}

}  // namespace

LeafResult JudgeTrial(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (auto refused = Guard(fact, kHonoured)) return *refused;
  if (fact->pick == logic::Pick::kAll || fact->pick == logic::Pick::kLowest || fact->pick == logic::Pick::kHighest)
    return Unknown(fmt::format("which trial the text means ({})", logic::ToString(*fact->pick)));
  const terms::Kind kind = subject.Concept(*fact.concept_id).kind;
  if (kind != terms::Kind::kTrial && kind != terms::Kind::kDrug && kind != terms::Kind::kProcedure)
    return Unknown(fmt::format("what the text asks of {}", Name(fact, subject)));
  Findings findings(subject, fact->concept_ref.id == "clinical_trial" ? "" : "trial of ");
  std::vector<Happened> all;
  // A trial of an unnamed product may be one of the class asked for.
  std::vector<std::pair<terms::ConceptId, bool>> concepts;
  for (const terms::ConceptId id : fact.closure) concepts.emplace_back(id, true);
  const auto any_trial = subject.run.terms.Find("clinical_trial");
  if (any_trial && !std::binary_search(fact.closure.begin(), fact.closure.end(), *any_trial)) concepts.emplace_back(*any_trial, false);
  for (const auto& [id, named] : concepts) {
    for (const Row& row : subject.Rows(id)) {
      if (row.domain != records::Domain::kTrial || !Exists(row, subject.known_by())) continue;
      const auto& own = subject.run.protocol_id;
      if (fact->other_than == "this_trial" && !own.empty() && subject.run.records.Text(row.text).find(own) != std::string_view::npos)
        continue;
      std::string unsure;
      Truth truth = WhenOf(row, span, subject.Concept(id), subject, unsure);
      if (!fact->other_than.empty() && fact->other_than != "this_trial" && truth != Truth::kFalse)
        truth = And(truth, OtherThan({row, id}, *fact, subject, unsure));
      // Whose product it was, and what else it was, a participation does not say.
      if (!fact.except.empty() && truth != Truth::kFalse) {
        unsure = "whether the trial is one of those that the text leaves out";
        truth = And(truth, Truth::kUnknown);
      }
      if (truth != Truth::kFalse) all.push_back({KnownDays(row.start, subject.known_by()), row.minute, named ? truth : Truth::kUnknown});
      if (!named && truth == Truth::kTrue) {
        truth = Truth::kUnknown;
        unsure = Told(subject, "whether the trial's product was {}", Name(fact, subject));
      }
      findings.Add(row, id, Both(truth), std::move(unsure));
    }
  }
  const bool closed = subject.Closed(logic::About::kTrialParticipation);
  const std::string name =
      fact->concept_ref.id == "clinical_trial" ? "participation in another trial" : "participation in a trial of " + Name(fact, subject);
  LeafResult result = findings.Conclude({true, closed}, name, ToString(span));
  if (const auto& bound = fact->times ? fact->times : fact->distinct) {
    const Counted counted = Count(std::move(all), bound->apart);
    result.truth = CountHolds(counted, *bound, true, closed);
    result.says = Told(subject, "{} recorded {} time{} {}", name, counted.least, counted.least == 1 ? "" : "s", ToString(span));
    result.missing = Known(result.truth.strict) ? "" : fmt::format("whether there was more {} {}", name, ToString(span));
  }
  return result;
}

}  // namespace eligo::match
