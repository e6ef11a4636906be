#include <fmt/format.h>

#include "match/change.h"
#include "match/clearance.h"
#include "match/kernels.h"
#include "match/lab_grade.h"
#include "match/phrase.h"
#include "match/result.h"

namespace eligo::match {
namespace {

using logic::About;

// A condition shown by a named test ("latent tuberculosis, IGRA positive"): those of its tests.
LeafResult JudgeByTest(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  std::vector<terms::ConceptId> tests;
  for (const terms::ConceptId id : TestsOf(subject.run, fact.closure)) {
    const terms::Concept& test = subject.Concept(id);
    for (const std::string& method : fact->method) {
      if (NameImplies(test, method)) tests.push_back(id);
    }
  }
  if (tests.empty()) return Unknown(fmt::format("a {} result by {}", Name(fact, subject), Join(fact->method, " or ")));
  PreparedFact other = fact;
  other.concept_id = tests.front();
  other.closure = tests;
  other.recorded.reset();
  return JudgeMeasurement(other, subject, span);
}

// A measurement, or one that is computed from others.
LeafResult JudgeResult(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  LeafResult measured = JudgeMeasurement(fact, subject, span);
  if (!fact->category.empty()) return JudgeLabGrade(fact, subject, span, std::move(measured));
  return AsksForClearance(fact, subject) ? JudgeClearance(fact, subject, span, std::move(measured)) : measured;
}

LeafResult ByKind(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (fact->concept_ref.id == "childbearing_potential") return JudgeDemographic(fact, subject, span);
  // The kind of the concept decides where the text's word for it is loose: "positive for HIV", "diagnosed by the ACR criteria".
  const terms::Kind kind = fact.concept_id ? subject.Concept(*fact.concept_id).kind : terms::Kind::kCondition;
  const Fields plain = kAnswerField | kPickField | kWindowField;
  const bool measured = kind == terms::Kind::kMeasurement || kind == terms::Kind::kScore || kind == terms::Kind::kItem;
  if (fact.Has(kChangeField) && measured) return JudgeChange(fact, subject, span);
  switch (fact->about) {
    case About::kCondition:
      return kind == terms::Kind::kScore ? JudgeScore(fact, subject, span)
                                         : JudgeLabGrade(fact, subject, span, JudgeCondition(fact, subject, span));
    case About::kDrug:
      if (kind == terms::Kind::kProcedure &&
          !fact.Has(kDoseField | kDurationField | kStableForField | kDistinctField | kAloneField | kRouteField)) {
        return JudgeProcedure(fact, subject, span);
      }
      return JudgeDrug(fact, subject, span);
    case About::kProcedure: return JudgeProcedure(fact, subject, span);
    case About::kMeasurement:
      if (kind == terms::Kind::kCondition && (fact.fields & ~plain) == 0) return JudgeCondition(fact, subject, span);
      if (kind == terms::Kind::kCondition && !fact->method.empty()) return JudgeByTest(fact, subject, span);
      return kind == terms::Kind::kScore ? JudgeScore(fact, subject, span) : JudgeResult(fact, subject, span);
    case About::kScore: return kind == terms::Kind::kMeasurement ? JudgeResult(fact, subject, span) : JudgeScore(fact, subject, span);
    case About::kObservation: return JudgeObservation(fact, subject, span);
    case About::kDemographic:
      if (kind == terms::Kind::kMeasurement && fact.concept_id) return JudgeMeasurement(fact, subject, span);
      if (kind == terms::Kind::kScore) return JudgeScore(fact, subject, span);
      if (kind == terms::Kind::kCondition && fact.concept_id) return JudgeCondition(fact, subject, span);
      return JudgeDemographic(fact, subject, span);
    case About::kAllergy: return JudgeAllergy(fact, subject, span);
    case About::kTrialParticipation: return JudgeTrial(fact, subject, span);
    case About::kConsent:
      return Unknown(fmt::format("a person must answer: {}", Name(fact, subject)),
                     fmt::format("{} is for a person to answer", Name(fact, subject)));
    case About::kCohort: return JudgeCohort(fact, subject, span);
  }
  return Unknown("what the text asks");
}

// What must be so besides: "requiring systemic treatment".
void ApplyRequired(const PreparedFact& fact, const Subject& subject, LeafResult& result) {
  for (const PreparedFact& required : fact.required) {
    LeafResult also = Judge(required, subject);
    // No record says "systemic therapy": not finding it is no sign that there is none.
    if (required->concept_ref.id == "systemic_therapy" || required->concept_ref.id == "treatment")
      also = Unknown(fmt::format("whether {} needs {}", Name(fact, subject), Name(required, subject)));
    // A drug given for the disease of the trial is no sign that the other disease needs it.
    if (fact->other_than == "index_disease") {
      also.truth = And(also.truth, Both(Truth::kUnknown));
      if (also.missing.empty()) also.missing = fmt::format("whether {} is for {}", Name(required, subject), Name(fact, subject));
    }
    const Truth before = result.truth.presumed;
    result.truth = And(result.truth, also.truth);
    if (before != Truth::kTrue || result.truth.presumed == before) {
      if (result.missing.empty()) result.missing = also.missing;
    } else {
      result.says += "; " + also.says;
      result.missing = also.missing;
    }
    if (result.truth.presumed != Truth::kFalse) result.evidence.Add(also.evidence);
    if (Known(result.truth.strict)) result.missing.clear();
  }
}

// Age, sex and the like are known by their id, whatever terms hold.
bool NeedsConcept(const logic::Fact& fact) {
  if (fact.about == About::kDemographic) return fact.concept_ref.id.empty();
  return fact.about != About::kConsent && fact.about != About::kCohort;
}

// Strictly true; on a later day also what was so on the as-of day and is presumed to go on.
bool StaysTrue(const PreparedFact& fact, const Subject& subject, Reading now) {
  if (now.strict == Truth::kTrue || subject.days_later == 0 || now.presumed != Truth::kTrue) return now.strict == Truth::kTrue;
  Subject today = subject;
  today.days_later = 0;
  return Judge(fact, today).truth.strict == Truth::kTrue;
}

}  // namespace

LeafResult Unknown(std::string missing, std::string says) {
  LeafResult result;
  const bool not_computed = missing.starts_with(kNotComputed);
  result.says = !says.empty() ? std::move(says) : not_computed ? missing : "not known: " + missing;
  result.missing = std::move(missing);
  return result;
}

std::optional<LeafResult> Guard(const PreparedFact& fact, Fields honoured) {
  const Fields rest = fact.fields & ~honoured;
  if (rest == 0) return std::nullopt;
  if (fact->about == About::kScore) return Unknown(std::string(kNotComputed) + NamesOf(rest));
  // What is said of it, its records do not bear: a dose of an allergy, a limit of a participation.
  const std::string& words = fact->concept_ref.text.empty() ? fact->concept_ref.id : fact->concept_ref.text;
  return Unknown(fmt::format("what the text asks of `{}` ({})", words, NamesOf(rest)));
}

LeafResult Judge(const PreparedFact& fact, const Subject& subject) {
  // What is recorded of relatives is never the patient's, and a partner has no record here.
  if (fact.Has(kSubjectField)) {
    const std::string whose = fact->subject == "family" ? "the patient's family" : "the patient's " + fact->subject;
    return Unknown(fmt::format("ask about {} in {}", Name(fact, subject), whose),
                   fmt::format("{} is asked of {}, of whom the record does not speak", Name(fact, subject), whose));
  }
  if (NeedsConcept(*fact) && !fact.concept_id) {
    const std::string& words = fact->concept_ref.text.empty() ? fact->concept_ref.id : fact->concept_ref.text;
    return Unknown(fmt::format("look in the chart for `{}`", words),
                   fmt::format("`{}` is known by its words only; no record decides it", words));
  }
  // Around any of several events.
  std::vector<TimeSpan> others;
  TimeSpan span;
  if (fact->window && fact->window->event) {
    others = ResolveAll(fact, subject);
    span = others.front();
    others.erase(others.begin());
  } else {
    span = Resolve(fact, subject);
  }
  if (!span.problem.empty()) return Unknown(span.problem);
  LeafResult result = ByKind(fact, subject, span);
  for (const TimeSpan& around : others) {
    LeafResult other = ByKind(fact, subject, around);
    const Reading both = Or(result.truth, other.truth);
    if (other.truth.presumed > result.truth.presumed ||
        (other.truth.presumed == result.truth.presumed && other.truth.strict > result.truth.strict))
      result = std::move(other);
    result.truth = both;
  }
  if (!subject.run.words && result.missing.empty() && !Known(result.truth.strict)) result.missing = kUntold;
  ApplyRequired(fact, subject, result);
  // Of what is known by its name only a record may speak under a code that is not known here; so may it of a treatment for something
  // that has neither codes nor members ("prohibited medication for nephritis").
  const bool treatment = fact->about == About::kDrug || fact->about == About::kProcedure;
  const bool nameless = treatment && fact.Has(kCauseField) && fact.closure.size() == 1 && subject.run.terms.Codes(*fact.concept_id).empty();
  if (fact.concept_id && (nameless || subject.Concept(*fact.concept_id).by_name) && result.evidence.empty() &&
      result.truth.presumed == Truth::kFalse) {
    result.truth = {};
    result.missing = fmt::format("whether there is {}; look in the chart, its codes are not known here", Name(fact, subject));
    result.says = fmt::format("no {} on record under a name or code that is known here", Name(fact, subject));
  }

  const bool person = fact->decides == logic::Decides::kPerson || (fact.concept_id && subject.Concept(*fact.concept_id).person);
  if (person && result.truth != Reading{}) {
    result.truth = {};
    result.missing = fmt::format("a person must answer: {}", Name(fact, subject));
    result.says = fmt::format("{} is for a person to answer ({})", Name(fact, subject), result.says);
  }
  if (span.later) {
    // Counted back from as-of, an excluding fact that is there already will be there still, unless the day moves it out.
    // A window that runs on from an event is none before it.
    const bool backwards = span.last <= span.anchor;
    const bool stays = fact.excluding() && backwards && StaysTrue(fact, subject, result.truth);
    if (!stays) {
      result.truth = {};
      result.missing = kLater;
      const std::string anchor = fact->window && fact->window->anchor ? std::string(logic::ToString(*fact->window->anchor)) : "that event";
      result.says = fmt::format("the day of {} is not known yet", anchor);
    }
  }
  CHECK(!Known(result.truth.strict) || result.truth.presumed == result.truth.strict);
  return result;
}

LeafResult Judge(const PreparedLeaf& leaf, const Subject& subject) {
  if (leaf.fact) return Judge(*leaf.fact, subject);
  if (leaf.expression->op == logic::Op::kJudgement) {
    return Unknown(fmt::format("a person must judge: {}", leaf.expression->about),
                   fmt::format("{} is for a person to judge", leaf.expression->about));
  }
  return Unknown("a person must read this part of the text", "this part of the text was not read");
}

Reading JudgeTree(const PreparedTree& tree, const Subject& subject) {
  std::vector<Reading> readings;
  readings.reserve(tree.leaves.size());
  for (const PreparedLeaf& leaf : tree.leaves) readings.push_back(Judge(leaf, subject).truth);
  const auto evaluate = [&](Truth Reading::*side) {
    const auto leaf = [&](const logic::Expression&, int number, logic::Side) { return readings[static_cast<std::size_t>(number)].*side; };
    return logic::Evaluate<Truth>(*tree.tree, tree.side, leaf);
  };
  return {evaluate(&Reading::strict), evaluate(&Reading::presumed)};
}

LeafResult JudgeCohort(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (auto refused = Guard(fact, kWindowField | kPickField)) return *refused;
  if (!subject.run.has_cohorts) {
    if (!fact.concept_id) return Unknown(fmt::format("whether the patient belongs to `{}`", fact->concept_ref.text));
    return JudgeCondition(fact, subject, span);
  }
  if (!fact.concept_id || !subject.run.cohort) return Unknown(fmt::format("which cohort `{}` is", fact->concept_ref.text));
  LeafResult result;
  const bool same = subject.run.terms.IsA(*subject.run.cohort, *fact.concept_id);
  result.truth = Both(FromBool(same));
  result.says = fmt::format("judged for the cohort {}", subject.Concept(*subject.run.cohort).label);
  return result;
}

}  // namespace eligo::match
