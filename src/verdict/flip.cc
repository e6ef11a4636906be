#include "verdict/flip.h"

#include <algorithm>
#include <unordered_map>

#include "base/result.h"

namespace eligo::verdict {
namespace {

Flip::Kind KindOf(Overall now) {
  switch (now) {
    case Overall::kEligible: return Flip::Kind::kEligible;
    case Overall::kCandidate: return Flip::Kind::kCandidate;
    case Overall::kUndetermined: return Flip::Kind::kUndetermined;
    case Overall::kIneligible: return Flip::Kind::kExcluded;
  }
  return Flip::Kind::kUndetermined;
}

const CriterionVerdict* Find(const PatientVerdict* verdict, const std::string& id) {
  if (verdict == nullptr) return nullptr;
  const auto found =
      std::find_if(verdict->criteria.begin(), verdict->criteria.end(), [&](const CriterionVerdict& c) { return c.id == id; });
  return found == verdict->criteria.end() ? nullptr : &*found;
}

// What is not asked stops nobody.
Outcome Of(const std::optional<Outcomes>& outcomes, Outcome Outcomes::*reading) { return outcomes ? *outcomes.*reading : Outcome::kPass; }

bool Stops(const std::optional<Outcomes>& outcomes) {
  return Of(outcomes, &Outcomes::strict) == Outcome::kFail || Of(outcomes, &Outcomes::presumed) == Outcome::kFail;
}

bool Responsible(Overall was, Overall is, Outcome before, Outcome after) {
  if (is == Overall::kIneligible) return after == Outcome::kFail && before != Outcome::kFail;
  if (was == Overall::kIneligible) return before == Outcome::kFail && after != Outcome::kFail;
  return is < was ? after < before : before < after;
}

}  // namespace

Partners Partners::Of(const std::vector<RunCriterion>& before, const std::vector<RunCriterion>& after) {
  Partners partners;
  partners.before_of_after.assign(after.size(), -1);
  std::vector<bool> taken(before.size());
  for (std::string RunCriterion::*by : {&RunCriterion::key, &RunCriterion::id}) {
    std::unordered_map<std::string_view, std::vector<std::size_t>> free;
    for (std::size_t i = before.size(); i-- > 0;) {
      if (!taken[i]) free[before[i].*by].push_back(i);
    }
    for (std::size_t k = 0; k < after.size(); ++k) {
      const auto found = free.find(after[k].*by);
      if (partners.before_of_after[k] >= 0 || found == free.end() || found->second.empty()) continue;
      partners.before_of_after[k] = static_cast<int>(found->second.back());
      taken[found->second.back()] = true;
      found->second.pop_back();
    }
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!taken[i]) partners.removed.push_back(static_cast<int>(i));
  }
  return partners;
}

std::optional<Flip> FlipOf(const Versions& versions, std::size_t protocol, const Judgements& judgements) {
  const RunVerdict* was = judgements.before;
  const PatientVerdict* is = judgements.after;
  CHECK(was != nullptr || is != nullptr);
  Flip flip;
  flip.protocol = protocol;
  flip.cohort = is != nullptr ? is->cohort : was->cohort;
  flip.patient = is != nullptr ? is->patient : was->patient;
  if (was != nullptr) flip.before = was->overall;
  if (is != nullptr) {
    flip.after = Overalls{is->strict, is->presumed};
    flip.deceased = is->deceased();
  }
  if (is == nullptr) {
    flip.kind = Flip::Kind::kGone;
    return flip;
  }
  const bool presumed = was == nullptr || was->overall.presumed != is->presumed;
  const bool strict = was == nullptr || was->overall.strict != is->strict;
  if (!presumed && !strict) return std::nullopt;
  flip.strict_only = !presumed;
  flip.kind = was == nullptr ? Flip::Kind::kNew : KindOf(presumed ? is->presumed : is->strict);

  const RunVerdict now = RunVerdictOf(versions.after, protocol, *is);
  const auto add = [&](int before, int after) {
    CriterionFlip criterion;
    if (before >= 0) {
      const auto i = static_cast<std::size_t>(before);
      criterion.before_id = versions.before[i].id;
      if (was != nullptr) criterion.before = was->criteria[i];
    }
    if (after >= 0) {
      const auto k = static_cast<std::size_t>(after);
      criterion.after_id = versions.after[k].id;
      criterion.after = now.criteria[k];
    }
    const auto differs = [&](Outcome Outcomes::*reading) { return Of(criterion.before, reading) != Of(criterion.after, reading); };
    const bool counts =
        was == nullptr ? Stops(criterion.after) : (presumed && differs(&Outcomes::presumed)) || (strict && differs(&Outcomes::strict));
    if (!counts) return;
    const auto responsible = [&](Overall Overalls::*overall, Outcome Outcomes::*reading) {
      return Responsible((*flip.before).*overall, (*flip.after).*overall, Of(criterion.before, reading), Of(criterion.after, reading));
    };
    criterion.responsible = was == nullptr || (presumed ? responsible(&Overalls::presumed, &Outcomes::presumed)
                                                        : responsible(&Overalls::strict, &Outcomes::strict));
    if (const CriterionVerdict* judged = Find(is, criterion.after_id)) criterion.why = judged->why;
    if (const CriterionVerdict* judged = Find(judgements.why_before, criterion.before_id)) criterion.why_before = judged->why;
    flip.criteria.push_back(std::move(criterion));
  };
  for (std::size_t k = 0; k < versions.after.size(); ++k) add(versions.partners.before_of_after[k], static_cast<int>(k));
  for (const int removed : versions.partners.removed) add(removed, -1);
  return flip;
}

}  // namespace eligo::verdict
