#include "match/routine_test.h"

#include <algorithm>

#include "match/kernels.h"

namespace eligo::match {
namespace {

// A test of pregnancy from before it could have begun cannot speak of the present one: 43 weeks.
bool TooOld(terms::ConceptId test, const TimeSpan& span, const Subject& subject) {
  if (subject.Concept(test).test_of != "pregnancy" || span.mode != TimeSpan::Mode::kNow) return false;
  const auto rows = subject.Rows(test);
  return std::none_of(rows.begin(), rows.end(), [&](const records::Row& row) {
    const DateInterval day = KnownDays(row.start, subject.known_by());
    return Exists(row, subject.known_by()) && day.first <= span.anchor && day.last.day + kPregnancyDays >= span.anchor.day;
  });
}

bool IsViralLoad(const terms::Concept& test) { return test.id.ends_with("_rna") || test.id.ends_with("_dna"); }

// What is not there at all is not there in one of its forms: without hepatitis B, no active hepatitis B. A negative test for
// latent tuberculosis makes the active form unlikely, no more: that is presumed.
void AddBroaderTests(const PreparedFact& fact, const Subject& subject, const TimeSpan& span, Tests& tests) {
  if (tests.any) return;
  constexpr std::string_view kActive = "active_";
  const std::string_view id = subject.Concept(*fact.concept_id).id;
  const auto broader = id.starts_with(kActive) ? subject.run.terms.Find(id.substr(kActive.size())) : std::nullopt;
  const auto latent = subject.run.terms.Find("latent_tuberculosis");
  const bool of_tuberculosis = id == "tuberculosis" || id == "active_tuberculosis";
  Tests found;
  for (const auto& [condition, test] : subject.run.known.tests) {
    const bool decides = condition == broader || (condition != *fact.concept_id && subject.run.terms.IsA(*fact.concept_id, condition));
    const bool suggests = of_tuberculosis && condition == latent;
    if ((!decides && !suggests) || TooOld(test, span, subject)) continue;
    LatestResult latest = LatestAnswer(subject, test, logic::Answer::kPositive, span);
    if (!latest.found || (IsViralLoad(subject.Concept(test)) && latest.reading.presumed != Truth::kTrue)) continue;
    if (latest.reading.presumed != Truth::kFalse) return;  // one that is not negative leaves it open
    found.any = true;
    found.reading.presumed = Truth::kFalse;
    if (decides && latest.reading.strict == Truth::kFalse) found.reading.strict = Truth::kFalse;
    found.evidence.Add(latest.evidence);
    found.says += (found.says.empty() ? "" : "; ") + latest.says;
  }
  if (found.any) tests = std::move(found);
}

}  // namespace

bool PregnancyMayBeSilent(const Subject& subject, Date day) {
  const auto ages = AgesOn(subject, day);
  if (ages && (ages->low > 55 || ages->high < 12)) return true;
  for (const terms::ConceptId id : subject.run.known.infertility) {
    for (const records::Row& row : subject.Rows(id)) {
      if (row.standing == records::Standing::kConfirmed && row.domain != records::Domain::kNote && Exists(row, subject.known_by()))
        return true;
    }
  }
  return false;
}

Tests TestsFor(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  Tests tests;
  Reading positive = Both(Truth::kFalse);
  Reading negative = Both(Truth::kFalse);
  for (const terms::ConceptId test : TestsOf(subject.run, fact.closure)) {
    if (TooOld(test, span, subject)) continue;
    LatestResult latest = LatestAnswer(subject, test, logic::Answer::kPositive, span);
    // A virus that is not found may be a treated infection: no virus is no sign that there is none.
    if (!latest.found || (IsViralLoad(subject.Concept(test)) && latest.reading.presumed != Truth::kTrue)) continue;
    tests.any = true;
    positive = Or(positive, latest.reading);
    negative = Or(negative, Not(latest.reading));
    tests.evidence.Add(latest.evidence);
    tests.says += (tests.says.empty() ? "" : "; ") + latest.says;
  }
  const auto settle = [](Truth yes, Truth no) {
    if (yes == Truth::kTrue && no == Truth::kTrue) return Truth::kUnknown;  // one positive, one negative
    if (yes == Truth::kTrue) return Truth::kTrue;
    return yes == Truth::kFalse && no == Truth::kTrue ? Truth::kFalse : Truth::kUnknown;
  };
  tests.reading = {settle(positive.strict, negative.strict), settle(positive.presumed, negative.presumed)};
  if (!tests.any) tests.reading = {};
  AddBroaderTests(fact, subject, span, tests);
  return tests;
}

}  // namespace eligo::match
