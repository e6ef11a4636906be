#include "logic/derive.h"

#include <string>

namespace eligo::logic {

About AboutOf(terms::Kind kind) {
  using terms::Kind;
  switch (kind) {
    case Kind::kCondition: return About::kCondition;
    case Kind::kDrug: return About::kDrug;
    case Kind::kProcedure: return About::kProcedure;
    case Kind::kMeasurement: return About::kMeasurement;
    case Kind::kScore:
    case Kind::kItem: return About::kScore;
    case Kind::kObservation: return About::kObservation;
    case Kind::kDemographic: return About::kDemographic;
    case Kind::kTrial: return About::kTrialParticipation;
    case Kind::kConsent: return About::kConsent;
  }
  return About::kObservation;
}

const terms::Concept* FindConcept(const Fact& fact, const terms::Terms& terms) {
  if (fact.concept_ref.id.empty()) return nullptr;
  const auto id = terms.Find(fact.concept_ref.id);
  return id ? &terms.Get(*id) : nullptr;
}

About UsualAbout(const Fact& fact, const terms::Terms& terms) {
  if (const terms::Concept* of = FindConcept(fact, terms)) return AboutOf(of->kind);
  return fact.route.empty() ? About::kCondition : About::kDrug;
}

Decides WhoDecides(const Fact& f, const terms::Concept* of) {
  const std::string_view id = of == nullptr ? std::string_view(f.concept_ref.id) : of->id;
  if (of != nullptr && of->person) return Decides::kPerson;
  if (f.about == About::kConsent) return Decides::kPerson;
  if (f.about == About::kTrialParticipation || !f.required.empty() || f.cause || !f.other_than.empty() || id == "lactation" ||
      id == "childbearing_potential")
    return Decides::kMixed;
  if (f.about == About::kScore || !f.category.empty()) {
    const bool classification = of != nullptr && of->kind == terms::Kind::kScore &&
                                (id.find("acr") != std::string_view::npos || id.find("slicc") != std::string_view::npos);
    return f.about == About::kCondition || classification ? Decides::kMixed : Decides::kScore;
  }
  for (const std::string& s : f.state) {
    if (s != "acute" && s != "chronic" && s != "latent" && s != "metastatic") return Decides::kMixed;
  }
  return Decides::kRecord;
}

Phase WhenDecidable(const Fact& f) {
  if (f.window && f.window->anchor && !DefaultsToAsOf(*f.window->anchor)) return Phase::kTreatment;
  if (f.window && f.window->to && f.window->to->offset != Period{}) return Phase::kTreatment;
  if (f.decides == Decides::kPerson || f.decides == Decides::kScore) return Phase::kScreening;
  const bool at_visit = f.window && f.window->anchor && !f.window->from && !f.window->to;
  if (f.about == About::kMeasurement && at_visit) return Phase::kScreening;
  return Phase::kPrescreen;
}

}  // namespace eligo::logic
